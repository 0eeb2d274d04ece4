import type { FaceRecord } from '@shared/domain/faceRecord';
import { clipped, isWholeImage } from '../fitFace';
import { SplitNames } from '../splitNames';
import { yoloDescription } from './description';
import { notInFormat, type ExportedImage, type LabelWriter, type WriterContext } from '../writer';

/**
 * A data set for Ultralytics' pose models: `data.yaml`, `labels/SPLIT/….txt` with a line a face, and `images/SPLIT`
 * where images are copied. Everything is a share of the image, so that a box is cut at its edges, and a point outside
 * of it counts as not labelled. Attributes have no place.
 */
export function openYolo({ output, template, tell, copiesImages }: WriterContext): LabelWriter {
  const names = new SplitNames();
  const folderOf = (split: string): string => harmless(names.of(split));
  const written = new Map<string, string>();
  const taken = new Set<string>();
  if (template.attributes.length > 0) {
    tell({
      file: 'labels',
      code: 'not-in-format',
      reason: 'YOLO’s labels have no room for attributes: left out',
    });
  }
  return {
    imagePath: (image, split) => `images/${folderOf(split)}/${harmless(image.name)}`,
    async image(image, split) {
      const path = `labels/${folderOf(split)}/${harmless(image.name).replace(/\.[^./]+$/, '')}.txt`;
      if (taken.has(path.toLowerCase())) {
        tell(
          notInFormat(
            image,
            'another image has the same name but for its ending, and YOLO tells them by no more',
          ),
        );
        return 0;
      }
      taken.add(path.toLowerCase());
      const lines = image.faces.flatMap((face) => lineOf(face, image, tell));
      if (lines.length > 0) {
        await output.write(path, lines.map((line) => `${line}\n`).join(''));
        written.set(names.of(split), `images/${folderOf(split)}`);
      }
      return lines.length;
    },
    async end() {
      await output.write('data.yaml', yoloDescription(template.scheme, imagesOf(written)));
      const images = copiesImages ? ['images'] : [];
      return ['data.yaml', 'labels', ...images];
    },
  };
}

/**
 * Ultralytics finds an image's labels by the last folder `images` of its path, and readers the image by the last folder
 * `labels`: no other may have these names. With a capital letter it is another name to them, and to disks and to people
 * that do not mind case the same one, so that no two images come to share it.
 */
function harmless(path: string): string {
  const isTelling = (step: string): boolean => step === 'images' || step === 'labels';
  const capital = (step: string): string => `${step[0]!.toUpperCase()}${step.slice(1)}`;
  return path
    .split('/')
    .map((step) => (isTelling(step) ? capital(step) : step))
    .join('/');
}

/** Ultralytics asks for a split to validate on. */
function imagesOf(folders: ReadonlyMap<string, string>): Record<string, string> {
  const splits = Object.fromEntries(folders);
  const [fallback] = [splits['test'], ...Object.values(splits)].filter((folder) => folder !== undefined);
  return 'val' in splits || fallback === undefined ? splits : { ...splits, val: fallback };
}

function lineOf(face: FaceRecord, image: ExportedImage, tell: WriterContext['tell']): string[] {
  const { widthPx, heightPx } = image;
  const box = face.box && clipped(face.box, widthPx, heightPx);
  // Around points that nearly coincide is a box of which, as a share, nothing is left.
  if (!box || !(box.width / widthPx > 0 && box.height / heightPx > 0)) {
    tell(notInFormat(image, 'the face has no box on the image, nor points to draw one around'));
    return [];
  }
  if (face.drawnBox === null && isWholeImage(box, widthPx, heightPx)) {
    tell(
      notInFormat(
        image,
        'the frame around its points reaches beyond all edges and was cut there: it comes back as a box of the whole image',
      ),
    );
  }
  const outside = face.landmarks.filter(
    ({ x, y, visibility }) => visibility > 0 && !(x >= 0 && y >= 0 && x <= widthPx && y <= heightPx),
  );
  if (outside.length > 0)
    tell(notInFormat(image, `${outside.length} points outside of the image are left out`));
  const points = face.landmarks.flatMap((point) =>
    point.visibility > 0 && !outside.includes(point)
      ? [point.x / widthPx, point.y / heightPx, point.visibility]
      : [0, 0, 0],
  );
  const centre = [(box.x + box.width / 2) / widthPx, (box.y + box.height / 2) / heightPx];
  return [[0, ...centre, box.width / widthPx, box.height / heightPx, ...points].join(' ')];
}
