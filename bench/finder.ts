import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Landmark } from '@shared/domain/face';
import { parseRow } from '../src/main/datasets/mtfl/row';
import type { FoundFace } from '../src/main/finding/foundFace';
import { readModelFile } from '../src/main/finding/modelFile';
import { NetworkFinder } from '../src/main/finding/networkFinder';
import { finderInput, minimumScore } from '../src/main/finding/settings';
import { decodeShrunk } from '../src/main/images/decode';
import { viewPhoto, type Look, type ViewedPhoto } from '../src/main/images/photoViews';
import { startBackend } from '../src/main/learning/backends/start';
import { Random } from '../src/main/learning/random';

interface Options {
  readonly count: string;
  readonly looks: string;
  readonly score: string;
  readonly boxes: string;
}

const photosAtOnce = 8;

/** Prints how many labelled faces are found, how many boxes a photo has and what a photo takes. */
export async function main(folder: string, options: Options): Promise<void> {
  const { description } = await startBackend('auto');
  const looks = options.looks === '' ? finderInput.looks : options.looks.split(',').map(lookOf);
  const score = options.score === '' ? minimumScore : Number(options.score);
  const finder = new NetworkFinder(readModelFile(), score);
  const rows = sampledRows(folder, Number(options.count));
  const results: { image: string; landmarks: readonly Landmark[]; faces: readonly FoundFace[] }[] = [];
  let decodingMs = 0;
  let findingMs = 0;
  for (let start = 0; start < rows.length; start += photosAtOnce) {
    const batch = rows.slice(start, start + photosAtOnce);
    const began = performance.now();
    const photos: ViewedPhoto[] = [];
    for (const { image } of batch) {
      photos.push(viewPhoto(await decodeShrunk(readFileSync(image), finderInput.longestSidePx), looks));
    }
    const decoded = performance.now();
    const found = await finder.find(photos);
    // The first batch also warms the backend up.
    if (start > 0) {
      decodingMs += decoded - began;
      findingMs += performance.now() - decoded;
    }
    batch.forEach(({ image, landmarks }, index) => results.push({ image, landmarks, faces: found[index]! }));
  }
  const timed = Math.max(1, rows.length - photosAtOnce);
  const hits = results.filter(({ landmarks, faces }) => faces.some((face) => holds(face, landmarks))).length;
  const boxes = results.reduce((sum, { faces }) => sum + faces.length, 0);
  console.log(
    [
      `${description.library}, ${description.device}`,
      `${rows.length} photos`,
      `found ${((100 * hits) / rows.length).toFixed(2)} %`,
      `${(boxes / rows.length).toFixed(3)} boxes a photo`,
      `${(findingMs / timed).toFixed(1)} ms to find, ${(decodingMs / timed).toFixed(1)} ms to decode and draw, a photo`,
    ].join(' · '),
  );
  if (options.boxes !== '') writeFileSync(options.boxes, JSON.stringify(results));
}

/** A look as `192/256`: the photo at 192 pixels in an input of 256. */
function lookOf(text: string): Look {
  const [photoPx, sidePx] = text.split('/').map(Number) as [number, number];
  return { photoPx, sidePx };
}

function sampledRows(folder: string, count: number): { image: string; landmarks: readonly Landmark[] }[] {
  const lines = readFileSync(join(folder, 'training.txt'), 'latin1')
    .split('\r\n')
    .filter((line) => line.trim() !== '');
  const order = lines.map((_, index) => index);
  Random.fromSeed(1, 'finder').shuffle(order);
  return order.slice(0, count).map((index) => {
    const parsed = parseRow(lines[index]!);
    if ('problem' in parsed) throw new Error(parsed.problem.reason);
    return { image: join(folder, parsed.row.imagePath), landmarks: parsed.row.landmarks };
  });
}

/** A hit: the labelled points' centre lies in the box. */
function holds({ box }: FoundFace, landmarks: readonly Landmark[]): boolean {
  const x = landmarks.reduce((sum, point) => sum + point.x, 0) / landmarks.length;
  const y = landmarks.reduce((sum, point) => sum + point.y, 0) / landmarks.length;
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
}
