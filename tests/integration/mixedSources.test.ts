import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { boxAroundLandmarks } from '@shared/geometry/framing';
import { mtflTemplate } from '@shared/domain/template';
import { parseRow } from '../../src/main/datasets/mtfl/row';
import { drawFaces, type DrawnFace } from '../support/drawnFaces';
import { facet, facetJson } from '../support/facet';
import { temporaryFolder } from '../support/temporaryFolder';

const points = mtflTemplate.scheme.points.map(({ id }) => id);
const pointColumns = points.flatMap((id) => [`${id}_x`, `${id}_y`]);
const boxColumns = ['box_x', 'box_y', 'box_width', 'box_height'];

/** A table of a data set of its own: of some faces where the points are, of others who wears glasses. */
function writeSource(
  folder: string,
  faces: readonly DrawnFace[],
  columns: readonly string[],
  cells: (face: ReturnType<typeof labelsOf>) => readonly (string | number)[],
): void {
  mkdirSync(folder, { recursive: true });
  const rows = faces.map((face, index) => {
    const image = `${index}.jpg`;
    writeFileSync(join(folder, image), face.jpeg);
    // A quarter is held back to be measured on.
    return [image, index % 4 === 3 ? 'testing' : 'training', ...cells(labelsOf(face))].join(',');
  });
  writeFileSync(join(folder, 'labels.csv'), [['image', 'split', ...columns].join(','), ...rows].join('\n'));
}

function labelsOf(face: DrawnFace) {
  const parsed = parseRow(face.rowOf('face.jpg'));
  if ('problem' in parsed) throw new Error('A drawn row is a good one.');
  const { landmarks, attributes } = parsed.row;
  return { landmarks, attributes, box: boxAroundLandmarks(landmarks)! };
}

describe('a project of two data sets that label different things', () => {
  it('trains each head where its labels exist, and both learn', async () => {
    const folder = temporaryFolder();
    const faces = await drawFaces(320);
    writeSource(join(folder, 'points'), faces.slice(0, 160), pointColumns, ({ landmarks }) =>
      landmarks.flatMap(({ x, y }) => [x, y]),
    );
    writeSource(
      join(folder, 'glasses'),
      faces.slice(160),
      [...boxColumns, 'glasses'],
      ({ box, attributes }) => [box.x, box.y, box.width, box.height, String(attributes['glasses'])],
    );
    const project = join(folder, 'project');
    for (const source of ['points', 'glasses']) {
      const report = await facetJson(['import', join(folder, source), '--project', project]);
      expect(report).toMatchObject({ imported: 160 });
    }
    const train = ['train', '--project', project, '--batch', '32', '--weighting', 'dwa'];
    const trained = await facetJson([
      ...train,
      '--heads',
      'landmarks,glasses',
      '--epochs',
      '30',
      '--name',
      'both',
    ]);
    expect(trained['run']).toBe('both');
    const { floors, ...metrics } = (await facetJson(['evaluate', '--project', project, '--run', 'both'])) as {
      floors: Record<string, number>;
    } & Record<string, number>;
    expect(metrics['faces']).toBe(80);
    expect(metrics['nme/landmarks']).toBeLessThan(floors['nme/landmarks']! * 0.7);
    expect(metrics['balanced_accuracy/glasses']).toBeGreaterThan(0.7);
    expect(metrics['accuracy/glasses']).toBeGreaterThan(floors['accuracy/glasses']!);

    // Of a head that only one of them labels, the other's faces are no part: an epoch is as long as its own.
    const alone = await facet([...train, '--heads', 'glasses', '--epochs', '2', '--name', 'alone']);
    expect([alone.exitCode, alone.errors]).toEqual([0, alone.errors]);
    // 120 of 160 faces, of which 6 are held out, in batches of 32.
    expect(alone.errors).toContain('up to step 8');
    // What neither labels cannot be learnt, and nothing of it is left behind but the run that says why.
    const smile = await facet([...train, '--heads', 'smile', '--epochs', '1', '--json']);
    expect(smile.exitCode).toBe(1);
    expect(smile.json()['error']).toMatchObject({ code: 'head-without-labels' });
  }, 600_000);
});
