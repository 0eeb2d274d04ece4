import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LabelFormat } from '@shared/contract/labels';
import type { Box, Landmark } from '@shared/domain/face';
import type { FaceRecord } from '@shared/domain/faceRecord';
import { clipped } from '../../../../../src/main/datasets/labels/fitFace';
import type { ExportedImage } from '../../../../../src/main/datasets/labels/writer';
import { anyImages, faceRecord, fitted, imageSize, readLabels, writeLabels } from './support';

interface Capacity {
  /** Faces that the format has room for. */
  readonly holds: (face: FaceRecord) => boolean;
  readonly attributes: boolean;
  readonly hidden: boolean;
  readonly boxes: boolean;
}

const hasPoint = ({ landmarks }: FaceRecord): boolean => landmarks.some(({ visibility }) => visibility > 0);
/** Whether, as shares, something of the box is on the image. */
const onImage = (box: Box | null): boolean => {
  if (box === null) return false;
  const { width, height } = clipped(box, imageSize.widthPx, imageSize.heightPx);
  return width / imageSize.widthPx > 0 && height / imageSize.heightPx > 0;
};

const formats: Readonly<
  Record<Extract<LabelFormat, 'coco' | 'yolo' | 'label-studio' | 'cvat' | 'pts' | 'csv'>, Capacity>
> = {
  coco: { holds: ({ box }) => box !== null, attributes: true, hidden: true, boxes: true },
  csv: { holds: () => true, attributes: true, hidden: true, boxes: true },
  'label-studio': {
    holds: (face) => face.box !== null || hasPoint(face),
    attributes: true,
    hidden: true,
    boxes: true,
  },
  cvat: {
    holds: (face) => face.drawnBox !== null || hasPoint(face),
    attributes: true,
    hidden: true,
    boxes: true,
  },
  yolo: { holds: ({ box }) => onImage(box), attributes: false, hidden: true, boxes: true },
  pts: {
    holds: ({ landmarks }) => landmarks.every(({ visibility }) => visibility > 0),
    attributes: false,
    hidden: false,
    boxes: false,
  },
};

/** Shares and per cent are rounded by the last bits of a number. */
const tolerancePx = 1e-9;

describe.each(Object.entries(formats))('%s', (name, capacity) => {
  const format = name as keyof typeof formats;

  it('gives back all that it has room for', async () => {
    await fc.assert(
      fc.asyncProperty(anyImages, anyImages, async (training, custom) => {
        const folder = await mkdtemp(join(tmpdir(), 'facet-round-'));
        try {
          // An image of another split with the same name is another image.
          const renamed = custom.map((image) => ({ ...image, name: `z/${image.name}` }));
          const splits = { training, my_split: renamed };
          const written = Object.entries(splits).flatMap(([split, images]) =>
            expectedOf(images, split, capacity),
          );
          if (written.length === 0) return;
          await writeLabels(format, folder, splits);
          const dataset = await readLabels(format, folder);
          expect(dataset.problems).toEqual([]);
          expect(
            fitted(dataset)
              .map(({ split }) => split)
              .sort(),
          ).toEqual(written.map(({ split }) => split).sort());
          const read = fitted(dataset);
          for (const { face, split, image } of written) {
            const match = read.findIndex(
              (other) =>
                other.split === split &&
                endsAlike(other.imagePath, image) &&
                samePoints(other.landmarks, face.landmarks, capacity) &&
                (!capacity.boxes || sameBox(other.box, face.drawnBox, face.box, format)) &&
                (!capacity.attributes ||
                  JSON.stringify(sorted(other.attributes)) === JSON.stringify(sorted(labelled(face)))),
            );
            expect(
              match,
              `${image} ${JSON.stringify(face)} among ${JSON.stringify(read)}`,
            ).toBeGreaterThanOrEqual(0);
            read.splice(match, 1);
          }
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      }),
      { numRuns: 15 },
    );
  });
});

function expectedOf(images: readonly ExportedImage[], split: string, { holds }: Capacity) {
  return images.flatMap((image) =>
    image.faces.filter(holds).map((face) => ({ face, split, image: image.name })),
  );
}

/** Some formats know an image by its folder, or its name without the ending. */
function endsAlike(path: string, image: string): boolean {
  const bare = image.replace(/\.jpg$/, '');
  const decoded = path.startsWith('/data/local-files/')
    ? decodeURIComponent(path.replace(/^.*[?&]d=/, ''))
    : path;
  return [image, bare].some((one) => decoded === one || decoded.endsWith(`/${one}`));
}

function samePoints(read: readonly Landmark[], written: readonly Landmark[], { hidden }: Capacity): boolean {
  return written.every((point, at) => {
    const other = read[at]!;
    if (point.visibility === 0) return other.visibility === 0;
    const isSeen = hidden ? other.visibility === point.visibility : other.visibility === 2;
    return isSeen && Math.abs(other.x - point.x) < tolerancePx && Math.abs(other.y - point.y) < tolerancePx;
  });
}

/** A box that was drawn comes back; one that follows the points stays none. */
function sameBox(read: Box | null, drawn: Box | null, shown: Box | null, format: string): boolean {
  if (drawn === null) return read === null || (shown !== null && format === 'yolo');
  return (
    read !== null &&
    (['x', 'y', 'width', 'height'] as const).every((side) => Math.abs(read[side] - drawn[side]) < tolerancePx)
  );
}

function labelled({ attributes }: FaceRecord): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attributes).filter(([, label]) => label !== null));
}

function sorted(values: Readonly<Record<string, unknown>>): unknown {
  return Object.entries(values).sort(([first], [second]) => (first < second ? -1 : 1));
}

it.each(['label-studio', 'yolo', 'cvat', 'coco', 'csv'] as const)(
  '%s keeps that a box is the whole image, also where the points’ own frame would cover it',
  async (format) => {
    const folder = await mkdtemp(join(tmpdir(), 'facet-round-'));
    try {
      const point = (x: number, y: number): Landmark => ({ x, y, visibility: 2 });
      const landmarks = [point(6, 6), point(58, 6), point(30, 25), point(8, 44), point(56, 44)];
      const { widthPx: width, heightPx: height } = imageSize;
      const drawnBox = { x: 0, y: 0, width, height, drawnBy: 'image' } as const;
      const whole = faceRecord({ landmarks, drawnBox });
      const none = faceRecord({ landmarks });
      const image = (name: string, face: FaceRecord): ExportedImage => {
        return { name, file: '', ...imageSize, faces: [face] };
      };
      const told = await writeLabels(format, folder, {
        training: [image('a.jpg', whole), image('b.jpg', none)],
      });
      const boxes = fitted(await readLabels(format, folder)).map(({ imagePath, box }) => ({
        imagePath,
        box,
      }));
      const boxOf = (name: string): Box | null =>
        boxes.find(({ imagePath }) => imagePath.includes(name))!.box;
      expect(boxOf('a')).toEqual(drawnBox);
      // All that YOLO has for either is the same box; that of points alone is told.
      expect(boxOf('b')).toEqual(format === 'yolo' ? drawnBox : null);
      expect(told.filter((reason) => reason.includes('whole image'))).toHaveLength(format === 'yolo' ? 1 : 0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

it.each(['label-studio', 'yolo', 'coco', 'csv'] as const)(
  '%s takes a face whose points nearly coincide',
  async (format) => {
    const folder = await mkdtemp(join(tmpdir(), 'facet-round-'));
    try {
      const point = (x: number): Landmark => ({ x, y: 20, visibility: 2 });
      const landmarks = [point(0), point(5e-324), point(0), point(0), point(0)];
      const image = { name: 'a.jpg', file: '', ...imageSize, faces: [faceRecord({ landmarks })] };
      await writeLabels(format, folder, { training: [image, { ...image, name: 'b.jpg' }] });
      if (format !== 'yolo') expect((await readLabels(format, folder)).problems).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

it.each(['label-studio', 'cvat', 'coco', 'csv'] as const)(
  '%s keeps a face of points apart from one that is a box around them',
  async (format) => {
    const folder = await mkdtemp(join(tmpdir(), 'facet-round-'));
    try {
      const point = (x: number, y: number): Landmark => ({ x, y, visibility: 2 });
      const landmarks = [point(20, 20), point(30, 20), point(25, 25), point(20, 30), point(30, 30)];
      const none = landmarks.map((): Landmark => ({ x: 0, y: 0, visibility: 0 }));
      const drawnBox = { x: 10, y: 8, width: 40, height: 36, drawnBy: 'hand' } as const;
      const faces = [faceRecord({ landmarks }), faceRecord({ landmarks: none, drawnBox })];
      await writeLabels(format, folder, { training: [{ name: 'a.jpg', file: '', ...imageSize, faces }] });
      const boxes = fitted(await readLabels(format, folder)).map(({ box }) => box?.x ?? null);
      expect(boxes).toEqual([null, 10]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
