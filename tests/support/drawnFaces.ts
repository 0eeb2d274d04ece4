import { linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { Camera } from '../../src/main/datasets/synthetic/camera';
import { HeadShape } from '../../src/main/datasets/synthetic/headShape';
import { randomPerson, type Person } from '../../src/main/datasets/synthetic/person';
import { Renderer } from '../../src/main/datasets/synthetic/render';
import { randomScene } from '../../src/main/datasets/synthetic/scene';
import { formatRow } from '../../src/main/datasets/mtfl/row';
import { Random } from '../../src/main/learning/random';

const sidePx = 72;
const framing = { pixelsPerUnit: sidePx / 3.2, originX: sidePx / 2, originY: sidePx * 0.42 };

export interface DrawnFace {
  readonly jpeg: Buffer;
  /** MTFL's row for an image of that path. */
  readonly rowOf: (imagePath: string) => string;
}

/** Small faces of people who do not exist, the same ones each time. */
export async function drawFaces(count: number): Promise<readonly DrawnFace[]> {
  const renderer = new Renderer(sidePx, sidePx);
  const faces: DrawnFace[] = [];
  for (let index = 0; index < count; index += 1) faces.push(await drawFace(renderer, index));
  return faces;
}

async function drawFace(renderer: Renderer, index: number): Promise<DrawnFace> {
  const random = Random.fromSeed(index, 'test');
  const person = randomPerson(random);
  const shape = new HeadShape(person);
  const camera = new Camera({ yaw: person.yaw, pitch: person.pitch, roll: 0 });
  const pixels = renderer.render({ person, shape, scene: randomScene(random), camera, framing }, random);
  const landmarks = shape.landmarks().map((vertex) => {
    const { x, y } = camera.project(vertex);
    return {
      x: framing.originX + x * framing.pixelsPerUnit,
      y: framing.originY + y * framing.pixelsPerUnit,
      visibility: 2 as const,
    };
  });
  return {
    jpeg: await sharp(pixels, { raw: { width: sidePx, height: sidePx, channels: 3 } })
      .jpeg()
      .toBuffer(),
    rowOf: (imagePath) => formatRow({ imagePath, landmarks, attributes: labelsOf(person) }, '/'),
  };
}

function labelsOf({ female, smile, glasses, pose }: Person): Record<string, string> {
  return {
    gender: female ? 'female' : 'male',
    smile: smile ? 'yes' : 'no',
    glasses: glasses ? 'yes' : 'no',
    pose,
  };
}

/** Writes faces as MTFL: `training.txt`, `testing.txt` and the images, in a folder each. */
export function writeMtfl(
  folder: string,
  splits: Readonly<Record<'training' | 'testing', readonly DrawnFace[]>>,
): void {
  for (const [split, faces] of Object.entries(splits)) {
    mkdirSync(join(folder, split), { recursive: true });
    const rows = faces.map(({ jpeg, rowOf }, index) => {
      const path = `${split}/${String(index).padStart(5, '0')}.jpg`;
      writeFileSync(join(folder, path), jpeg);
      return rowOf(path);
    });
    writeFileSync(join(folder, `${split}.txt`), `${rows.map((row) => `${row}\r\n`).join(' ')} `);
  }
}

/** A small set on disk, some of it to test on. */
export async function drawMtfl(folder: string, counts = { training: 20, testing: 8 }): Promise<void> {
  const faces = await drawFaces(counts.training + counts.testing);
  writeMtfl(folder, { training: faces.slice(0, counts.training), testing: faces.slice(counts.training) });
}

/** A data set that takes a while: the same few images under many names, in `faces/`. */
export async function linkManyFaces(folder: string, count: number): Promise<void> {
  const faces = await drawFaces(2);
  mkdirSync(join(folder, 'faces'), { recursive: true });
  const first = faces.map(({ jpeg }, index) => {
    const file = join(folder, `first-${index}.jpeg-bytes`);
    writeFileSync(file, jpeg);
    return file;
  });
  const rows = Array.from({ length: count }, (_, index) => {
    const path = `faces/${index}.jpg`;
    linkSync(first[index % 2]!, join(folder, path));
    return faces[index % 2]!.rowOf(path);
  });
  writeFileSync(join(folder, 'training.txt'), rows.map((row) => `${row}\r\n`).join(' '));
}
