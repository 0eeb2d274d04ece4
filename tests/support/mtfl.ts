import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { segment, withSegments } from './jpegSegments';

/** What the examples' images measure, and what their points lie in. */
export const exampleSize = { widthPx: 60, heightPx: 50 };

/** A real JPEG; every `number` has its own colour and, by a comment, its own bytes. */
export async function exampleJpeg(number: number): Promise<Buffer> {
  const { widthPx: width, heightPx: height } = exampleSize;
  const background = { r: (number * 37) % 256, g: (number * 101) % 256, b: 128 };
  const jpeg = await sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer();
  return withSegments(jpeg, segment(0xfe, Buffer.from(`example ${number}`)));
}

export interface RowChanges {
  readonly x?: readonly number[];
  readonly y?: readonly number[];
  /** Gender, smile, glasses, pose. */
  readonly codes?: readonly (number | string)[];
}

/** A row of a label file, as MTFL writes it, about an image of the examples' size. */
export function exampleRow(
  path: string,
  {
    x = [20.25, 40.5, 30.125, 22, 38.75],
    y = [15.5, 16, 25.000001, 35, 34.999999],
    codes = [1, 2, 2, 3],
  }: RowChanges = {},
): string {
  return [path, ...[...x, ...y].map((pixels) => pixels.toFixed(6)), ...codes].join(' ');
}

/** Rows as the published files have them: CRLF, a space before every row but the first and after the last. */
export function labelFileOf(rows: readonly string[]): string {
  return `${rows.map((row) => `${row}\r\n`).join(' ')} `;
}

export type Content = Readonly<Record<string, Buffer | string>>;

/** Writes files by their paths in `folder`, with the folders they lie in. */
export function writeFiles(folder: string, content: Content): void {
  for (const [path, bytes] of Object.entries(content)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}

const separators = { training: '\\', testing: '/' } as const;
const folders = ['lfw_5590', 'net_7876', 'AFLW'];

/** A small data set in MTFL's layout, as files by their paths: every image is its own, every face too. */
export async function exampleMtfl({
  training,
  testing,
}: {
  readonly training: number;
  readonly testing: number;
}): Promise<Record<string, Buffer | string>> {
  const content: Record<string, Buffer | string> = {};
  let number = 0;
  const rows = async (split: 'training' | 'testing', count: number): Promise<string[]> => {
    const rows: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const steps = [folders[number % folders.length]!, `${split}_${index + 1}.jpg`];
      content[steps.join('/')] = await exampleJpeg(number);
      const codes = [1 + (number % 2), 1 + (number % 3 === 0 ? 1 : 0), 2, 1 + (number % 5)];
      const x = [20, 40, 30, 22, 38].map((pixels) => pixels + (number % 7) / 3);
      rows.push(exampleRow(steps.join(separators[split]), { x, codes }));
      number += 1;
    }
    return rows;
  };
  if (training > 0) content['training.txt'] = labelFileOf(await rows('training', training));
  if (testing > 0) content['testing.txt'] = labelFileOf(await rows('testing', testing));
  return content;
}
