import type { OutputFormat } from '@shared/contract/outputFormats';

export type PictureFormat = Extract<OutputFormat, 'overlays' | 'crops'>;

/** Formats that are one file of all photos, YOLO's description among them; below the output folder. */
export const outputFileNames: Record<Exclude<OutputFormat, PictureFormat>, string> = {
  csv: 'predictions.csv',
  jsonl: 'predictions.jsonl',
  mtfl: 'predictions.mtfl.txt',
  coco: 'predictions.coco.json',
  yolo: 'yolo/data.yaml',
  summary: 'summary.html',
};

export const labelsFolder = 'yolo/labels';

/** Files of single photos, below their format's folder. The photo's own ending stays: a.jpg and a.png get a picture each. */
export function overlayName(photo: string): string {
  return `${photo}.overlay.jpg`;
}

export function cropName(photo: string, face: number): string {
  return `${photo}.face-${face}.jpg`;
}

/** YOLO wants it without the photo's ending: of `a.jpg` and `a.png` only one can have labels. */
export function labelsName(photo: string): string {
  return `${photo.replace(/\.[^./]*$/, '')}.txt`;
}

/** The photo that a picture is of, and which of its faces it shows, 0 being the first; null for what is called otherwise. */
export function shownIn(
  format: PictureFormat,
  picture: string,
): { readonly photo: string; readonly face: number | null } | null {
  const pattern = format === 'overlays' ? /^(.+)\.overlay\.jpg$/s : /^(.+)\.face-(0|[1-9]\d*)\.jpg$/s;
  const match = pattern.exec(picture);
  return match && { photo: match[1]!, face: match[2] === undefined ? null : Number(match[2]) };
}
