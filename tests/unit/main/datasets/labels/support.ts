import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import type { ExportFormat, LabelFormat, LabelMapping } from '@shared/contract/labels';
import type { AttributeLabel } from '@shared/domain/attribute';
import type { Box, Landmark } from '@shared/domain/face';
import type { FaceRecord } from '@shared/domain/faceRecord';
import { mtflTemplate, type Template } from '@shared/domain/template';
import { boxAroundLandmarks } from '@shared/geometry/framing';
import { fitFace } from '../../../../../src/main/datasets/labels/fitFace';
import { writers } from '../../../../../src/main/datasets/labels/exportLabels';
import { ResolvedMapping } from '../../../../../src/main/datasets/labels/mapping';
import { OutputFolder } from '../../../../../src/main/datasets/labels/outputFolder';
import { readDataset, type LabelDataset } from '../../../../../src/main/datasets/labels/readDataset';
import { treeOfFolder } from '../../../../../src/main/datasets/labels/tree';
import type { ExportedImage } from '../../../../../src/main/datasets/labels/writer';
import { recordingContext } from '../../../../support/recordingContext';

export const imageSize = { widthPx: 64, heightPx: 48 } as const;

/** MTFL's template with an attribute of each other kind. */
export const fullTemplate: Template = {
  ...mtflTemplate,
  attributes: [
    ...mtflTemplate.attributes,
    { id: 'age', name: 'Age', kind: 'number', values: [], mirrorSwaps: [] },
    {
      id: 'wears',
      name: 'Wears',
      kind: 'tags',
      values: ['hat', 'beard', 'mask'].map((id) => ({ id, name: id })),
      mirrorSwaps: [],
    },
  ],
};

/** A small real picture; its place in the folder is its own. */
export async function writeImage(folder: string, path: string): Promise<void> {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  const { widthPx: width, heightPx: height } = imageSize;
  const shade = [...path].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 200, 7);
  await sharp({ create: { width, height, channels: 3, background: { r: shade, g: 90, b: 120 } } })
    .jpeg()
    .toFile(file);
}

export function faceRecord(changes: Partial<FaceRecord> & Pick<FaceRecord, 'landmarks'>): FaceRecord {
  const drawnBox = changes.drawnBox ?? null;
  return {
    ...{ id: 1, sourceId: 1, imagePath: 'a.jpg', indexInImage: 0, contentHash: '', duplicate: false },
    ...{ imageWidthPx: imageSize.widthPx, imageHeightPx: imageSize.heightPx, split: 'training' },
    ...{ flagged: false, edited: false, deleted: false, origin: { file: '', line: null }, attributes: {} },
    confirmed: {},
    ...changes,
    drawnBox,
    box: drawnBox ?? boxAroundLandmarks(changes.landmarks),
  };
}

const coordinate = (mostPx: number): fc.Arbitrary<number> =>
  fc.double({ min: 0, max: mostPx, noNaN: true, noDefaultInfinity: true });

const landmark: fc.Arbitrary<Landmark> = fc
  .tuple(coordinate(imageSize.widthPx), coordinate(imageSize.heightPx), fc.constantFrom(0, 1, 2))
  .map(
    ([x, y, visibility]) =>
      (visibility === 0 ? { x: 0, y: 0, visibility } : { x, y, visibility }) as Landmark,
  );

const drawn: fc.Arbitrary<Box | null> = fc.option(
  fc
    .tuple(fc.double({ min: 1, max: 20, noNaN: true }), fc.double({ min: 1, max: 20, noNaN: true }))
    .map(([x, y]): Box => ({ x, y, width: 30 - x / 2, height: 21 - y / 2, drawnBy: 'hand' })),
);

const labels = (template: Template): fc.Arbitrary<Record<string, AttributeLabel>> =>
  fc.record(
    Object.fromEntries(
      template.attributes.map(({ id, kind, values }): [string, fc.Arbitrary<AttributeLabel>] => {
        const ids = values.map((value) => value.id);
        if (kind === 'number') return [id, fc.option(fc.double({ min: -5, max: 90, noNaN: true }))];
        if (kind === 'tags') return [id, fc.option(fc.subarray(ids, { minLength: 1 }))];
        return [id, fc.option(fc.constantFrom(...ids))];
      }),
    ),
  );

export const anyFace: fc.Arbitrary<FaceRecord> = fc
  .tuple(fc.array(landmark, { minLength: 5, maxLength: 5 }), drawn, labels(fullTemplate))
  .map(([landmarks, drawnBox, attributes]) => faceRecord({ landmarks, drawnBox, attributes }));

/** Names that tables, XML, addresses and spreadsheets each find hard; of files on any disk. */
const stem = fc.constantFrom(
  'a',
  'b 1',
  'c,d',
  '=e',
  'f&g',
  'h;i',
  'è日',
  "j'k",
  '-l',
  'm%20n',
  'sub/o',
  'q.r',
);

export const anyImages: fc.Arbitrary<ExportedImage[]> = fc
  .uniqueArray(stem, { minLength: 1, maxLength: 4 })
  .chain((stems) =>
    fc.tuple(
      ...stems.map((name) =>
        fc.array(anyFace, { minLength: 1, maxLength: 3 }).map((faces): ExportedImage => ({
          name: `${name}.jpg`,
          file: '',
          ...imageSize,
          faces,
        })),
      ),
    ),
  );

/** Writes images as an export would, without a project. Answers what could not be held. */
export async function writeLabels(
  format: Exclude<ExportFormat, 'mtfl'>,
  folder: string,
  splits: Readonly<Record<string, readonly ExportedImage[]>>,
  template: Template = fullTemplate,
): Promise<string[]> {
  const output = new OutputFolder(folder);
  const told: string[] = [];
  const faceCounts = Object.fromEntries(
    Object.entries(splits).map(([split, images]) => [
      split,
      images.reduce((sum, { faces }) => sum + faces.length, 0),
    ]),
  );
  const writer = await writers[format]({
    ...{ output, template, copiesImages: false, suggestion: null, faceCounts },
    tell: ({ reason }) => told.push(reason),
  });
  for (const [split, images] of Object.entries(splits)) {
    for (const image of images) await writer.image(image, split);
  }
  await writer.end();
  await output.finish();
  return told;
}

export async function readLabels(
  format: LabelFormat,
  folder: string,
  mapping: LabelMapping = {},
): Promise<LabelDataset> {
  return readDataset(await treeOfFolder(folder), format, { mapping, predictions: false }, recordingContext());
}

/** What the faces mean in a project whose every image has the examples' size. */
export function fitted(dataset: LabelDataset, template: Template = fullTemplate, mapping: LabelMapping = {}) {
  const resolved = new ResolvedMapping(dataset.faces, template, mapping);
  return dataset.faces.map((face) => {
    const image = { ...imageSize, contentHash: '', sourceId: 1, path: face.image };
    const outcome = fitFace(face, resolved.landmarks(face), resolved.labels(face), image, undefined);
    if ('code' in outcome) throw new Error(outcome.reason);
    return outcome;
  });
}
