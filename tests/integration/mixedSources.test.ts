import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Params } from '@shared/contract/channels';
import { runJob } from '@shared/contract/client';
import type { EvaluateReport } from '@shared/contract/reports';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { boxAroundLandmarks } from '@shared/geometry/framing';
import { mtflTemplate } from '@shared/domain/template';
import { parseRow } from '../../src/main/datasets/mtfl/row';
import { createStudio, type Studio } from '../../src/main/studio';
import { drawFaces, type DrawnFace } from '../support/drawnFaces';
import { facet, facetJson } from '../support/facet';
import { temporaryFolder } from '../support/temporaryFolder';

const points = mtflTemplate.scheme.points.map(({ id }) => id);
const pointColumns = points.flatMap((id) => [`${id}_x`, `${id}_y`]);
const boxColumns = ['box_x', 'box_y', 'box_width', 'box_height'];

/**
 * A data set of its own, a table and its images, with boxes as a hasty hand draws them: of some faces where the points
 * are, of others who wears glasses.
 */
async function writeSource(
  folder: string,
  faces: readonly DrawnFace[],
  columns: readonly string[],
  cells: (face: DrawnFace, index: number) => readonly (string | number)[],
  jpegOf: (face: DrawnFace, index: number) => Promise<Buffer> | Buffer = ({ jpeg }) => jpeg,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const rows: string[] = [];
  for (const [index, face] of faces.entries()) {
    const image = `${index}.jpg`;
    writeFileSync(join(folder, image), await jpegOf(face, index));
    // A quarter is held back to be measured on.
    const split = index % 4 === 3 ? 'testing' : 'training';
    rows.push([image, split, ...hastyBox(face, index), ...cells(face, index)].join(','));
  }
  writeFileSync(
    join(folder, 'labels.csv'),
    [['image', 'split', ...boxColumns, ...columns].join(','), ...rows].join('\n'),
  );
}

/** Half of the faces, as many of those that are held back. */
function wearsGlasses(index: number): boolean {
  return index % 8 < 4;
}

/** Dark ones, that a few hundred steps are enough to learn. */
async function withGlasses(face: DrawnFace, index: number): Promise<Buffer> {
  if (!wearsGlasses(index)) return face.jpeg;
  const [left, right] = labelsOf(face).landmarks;
  const glasses = [left!, right!].map(({ x, y }) => `<circle cx="${x}" cy="${y}" r="7"/>`).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="72" height="72">${glasses}</svg>`;
  return sharp(face.jpeg)
    .composite([{ input: Buffer.from(svg) }])
    .jpeg()
    .toBuffer();
}

function labelsOf(face: DrawnFace) {
  const parsed = parseRow(face.rowOf('face.jpg'));
  if ('problem' in parsed) throw new Error('A drawn row is a good one.');
  return parsed.row;
}

/** Up to a fifth of its side beside the face, each time otherwise. */
function hastyBox(face: DrawnFace, index: number): readonly number[] {
  const { x, y, width: side } = boxAroundLandmarks(labelsOf(face).landmarks)!;
  const [right, down] = [((index * 7) % 5) - 2, ((index * 3) % 5) - 2];
  return [x + right * 0.1 * side, y + down * 0.1 * side, side, side];
}

/** A job to its good end; answers its result. */
async function done<Name extends 'runs.train' | 'runs.evaluate'>(
  studio: Studio,
  name: Name,
  params: Params<Name>,
): Promise<unknown> {
  const end = await runJob(studio, name, params);
  if (!end.result) throw new Error(end.error?.message ?? `${name} has no result.`);
  return end.result;
}

describe('a project of two data sets that label different things', () => {
  it('trains each head where its labels exist, and both learn', async () => {
    const folder = temporaryFolder();
    const faces = await drawFaces(320);
    await writeSource(join(folder, 'points'), faces.slice(0, 160), pointColumns, (face) =>
      labelsOf(face).landmarks.flatMap(({ x, y }) => [x, y]),
    );
    const glassesOf = (_: DrawnFace, index: number) => [wearsGlasses(index) ? 'yes' : 'no'];
    await writeSource(join(folder, 'glasses'), faces.slice(160), ['glasses'], glassesOf, withGlasses);
    const project = join(folder, 'project');
    for (const source of ['points', 'glasses']) {
      const report = await facetJson(['import', join(folder, source), '--project', project]);
      expect(report).toMatchObject({ imported: 160 });
    }
    const studio = createStudio();
    try {
      await studio.request('project.open', { folder: project, mode: 'write' });
      const small = { batchSize: 16, inputSizePx: 32, augmentation: null };
      const weighting = { kind: 'dwa', temperature: 2 } as const;
      const heads = ['landmarks', 'glasses'];
      await done(studio, 'runs.train', { ...small, heads, weighting, epochs: 30, name: 'both' });
      const report = await done(studio, 'runs.evaluate', {
        ...{ run: 'both', split: 'testing', checkpoint: 'newest' },
      });
      const { metrics, floors, faces: measured } = report as EvaluateReport;
      expect(measured).toBe(80);
      expect(metrics['nme/landmarks']).toBeLessThan(floors['nme/landmarks']! * 0.9);
      expect(metrics['balanced_accuracy/glasses']).toBeGreaterThan(0.7);
      expect(metrics['accuracy/glasses']).toBeGreaterThan(floors['accuracy/glasses']!);

      // Of a head that only one of them labels, the other's faces are no part: an epoch is as long as its own.
      await done(studio, 'runs.train', { ...small, heads: ['glasses'], epochs: 2, name: 'alone' });
      const history = await studio.request('training.history', { run: 'alone' });
      const beginning = 'ok' in history ? history.ok.beginning! : null;
      const { trainingFaces, validationFaces, totalSteps } = beginning!;
      // 120 of 160 faces, of which about a twentieth is held out, in batches of 16.
      expect(trainingFaces + validationFaces).toBe(120);
      expect(validationFaces).toBeGreaterThan(0);
      expect(validationFaces).toBeLessThan(20);
      expect(totalSteps).toBe(Math.ceil((2 * trainingFaces) / 16));
    } finally {
      await studio.close();
    }
    // What neither labels cannot be learnt, and nothing of it is left behind but the run that says why.
    const smile = await facet(['train', '--project', project, '--heads', 'smile', '--json']);
    expect(smile.exitCode).toBe(1);
    expect(smile.json()['error']).toMatchObject({ code: 'head-without-labels' });
  }, 1_200_000);
});
