import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Attribute } from '@shared/domain/attribute';
import { presetConfiguration } from '@shared/learning/presets';
import { inlineCropReader } from '../../../../src/main/images/cropReader';
import type { FaceTable } from '../../../../src/main/learning/faceTable';
import type { Project } from '../../../../src/main/project/project';
import { prepareFaces, selectRows, type PreparedFaces } from '../../../../src/main/runs/faceTables';
import { pictureProject, recordingJob } from './support';

async function prepared(project: Project): Promise<PreparedFaces> {
  const { input } = presetConfiguration('tutorial', project.template);
  return prepareFaces(project.faces.forLearning({ splits: ['training'] }), {
    input,
    attributes: project.template.attributes,
    cacheFolder: project.cacheFolder,
    reader: inlineCropReader(),
    context: recordingJob(),
  });
}

const packFileOf = ({ table }: PreparedFaces): string => {
  const { bytes } = table.crops;
  if ('memory' in bytes) throw new Error('The crops are not in a file.');
  return bytes.file;
};

/** The crop of each row, as its first pixel: the pictures are of one gray level each. */
function levelsOf(faces: PreparedFaces): number[] {
  const { crops, cropRows } = faces.table;
  const bytes = readFileSync(packFileOf(faces));
  return Array.from(cropRows, (row) => bytes[row * crops.sidePx ** 2 * 3]!);
}

describe('prepareFaces', () => {
  it('gives every face of a split its crop, region and labels', async () => {
    const faces = await prepared(await pictureProject(4));
    // Of four faces the third is for testing.
    expect([...faces.table.faceIds]).toEqual([1, 2, 4]);
    expect(faces.contentHashes).toEqual(['hash-1', 'hash-2', 'hash-4']);
    expect(faces.problems).toEqual([]);
    expect([...faces.table.regions.slice(0, 4)]).toEqual([0, 0, 200, 180]);
    const levels = levelsOf(faces);
    [0, 37, 111].forEach((level, row) => expect(Math.abs(levels[row]! - level)).toBeLessThan(3));
    expect([...faces.table.attributes['gender']!]).toEqual([0, 1, 1]);
    expect(faces.table.vouched).toEqual({});
  });

  it('says of every face which of its labels somebody has corrected', async () => {
    const project = await pictureProject(5);
    const { imagePaths } = project.faces.forLearning({ splits: ['training'] });
    const now = project.faces.get(4).attributes['gender'];
    const to = now === 'male' ? 'female' : 'male';
    project.journal.apply({ faceId: 4, kind: 'attribute', attribute: 'gender', to }, 'me');
    writeFileSync(imagePaths[0]!, 'no picture');
    const { table } = await prepared(project);
    expect([...table.faceIds]).toEqual([2, 4, 5]);
    expect(table.vouched).toEqual({ gender: Uint8Array.of(0, 1, 0) });
    const some = selectRows(table, Int32Array.of(2, 1), project.template.attributes);
    expect(some.vouched).toEqual({ gender: Uint8Array.of(0, 1) });
  });

  it('leaves out a face whose picture cannot be read, says so, and keeps the rows of the others together', async () => {
    const project = await pictureProject(5);
    const { imagePaths } = project.faces.forLearning({ splits: ['training'] });
    writeFileSync(imagePaths[1]!, 'no picture');
    const faces = await prepared(project);
    expect([...faces.table.faceIds]).toEqual([1, 4, 5]);
    expect(faces.contentHashes).toEqual(['hash-1', 'hash-4', 'hash-5']);
    expect(faces.problems).toEqual([expect.objectContaining({ file: imagePaths[1] })]);
    expect([...faces.table.attributes['gender']!]).toEqual([0, 1, 0]);
    expect(faces.table.points[0]).toBeCloseTo(60 + 1 / 3, 4);
    expect(faces.table.points[20]).toBeCloseTo(60 + 5 / 3, 4);
    const levels = levelsOf(faces);
    [0, 111, 148].forEach((level, row) => expect(Math.abs(levels[row]! - level)).toBeLessThan(3));
  });

  it('fails where no picture can be read, with the first reason and what to do', async () => {
    const project = await pictureProject(2);
    for (const file of project.faces.forLearning({}).imagePaths) rmSync(file);
    await expect(prepared(project)).rejects.toMatchObject({
      code: 'no-image-readable',
      message: expect.stringMatching(/None of the 2 images.*000001\.jpg.*import it again/s) as string,
    });
  });

  it('makes damaged crops of the cache again, and says so', async () => {
    const project = await pictureProject(4);
    const first = await prepared(project);
    const before = levelsOf(first);
    const pack = readFileSync(packFileOf(first));
    pack[10]! ^= 255;
    writeFileSync(packFileOf(first), pack);
    const again = await prepared(project);
    expect(again.problems).toEqual([
      expect.objectContaining({ code: 'cache-damaged', file: packFileOf(first) }),
    ]);
    expect(levelsOf(again)).toEqual(before);
  });
});

describe('selectRows', () => {
  const tags: Attribute = {
    id: 'worn',
    name: 'Worn',
    kind: 'tags',
    values: ['hat', 'scarf'].map((id) => ({ id, name: id })),
    mirrorSwaps: [],
  };
  const age: Attribute = { id: 'age', name: 'Age', kind: 'number', values: [], mirrorSwaps: [] };
  const table: FaceTable = {
    count: 3,
    faceIds: Int32Array.of(7, 8, 9),
    crops: { bytes: { memory: new Uint8Array(0) }, sidePx: 4, marginPx: 1 },
    cropRows: Int32Array.of(2, 0, 1),
    points: Float32Array.of(1, 2, 3, 4, 11, 12, 13, 14, 21, 22, 23, 24),
    visibility: Uint8Array.of(0, 1, 2, 0, 1, 2),
    regions: Float32Array.from({ length: 12 }, (_, index) => index),
    attributes: { worn: Float32Array.of(1, 0, 0, 1, 1, 1), age: Float32Array.of(30, Number.NaN, 50) },
    vouched: { worn: Uint8Array.of(0, 0, 1) },
  };

  it('takes rows in the order given, of every column', () => {
    const { crops, ...columns } = selectRows(table, Int32Array.of(2, 0), [tags, age]);
    expect(crops).toBe(table.crops);
    expect(columns).toEqual({
      count: 2,
      faceIds: Int32Array.of(9, 7),
      cropRows: Int32Array.of(1, 2),
      points: Float32Array.of(21, 22, 23, 24, 1, 2, 3, 4),
      visibility: Uint8Array.of(1, 2, 0, 1),
      regions: Float32Array.of(8, 9, 10, 11, 0, 1, 2, 3),
      attributes: { worn: Float32Array.of(1, 1, 1, 0), age: Float32Array.of(50, 30) },
      vouched: { worn: Uint8Array.of(1, 0) },
    });
  });

  it('takes nothing of nothing', () => {
    expect(selectRows(table, new Int32Array(0), [tags, age])).toMatchObject({
      count: 0,
      points: new Float32Array(0),
    });
  });
});
