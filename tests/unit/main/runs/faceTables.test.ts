import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { Attribute } from '@shared/domain/attribute';
import { mtflTemplate } from '@shared/domain/template';
import { presetConfiguration } from '@shared/learning/presets';
import { inlineCropReader } from '../../../../src/main/images/cropReader';
import type { FaceTable } from '../../../../src/main/learning/faceTable';
import type { LearningFaces } from '../../../../src/main/project/faces/learningFaces';
import { prepareFaces, selectRows, type PreparedFaces } from '../../../../src/main/runs/faceTables';
import { recordingContext } from '../../../support/recordingContext';
import { temporaryFolder } from '../../../support/temporaryFolder';

const { input } = presetConfiguration('tutorial', mtflTemplate);

async function prepare(broken: readonly number[]): Promise<PreparedFaces> {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'cache'));
  const count = 3;
  const imagePaths = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const file = join(folder, `${index}.png`);
      const create = {
        width: 50,
        height: 50,
        channels: 3,
        background: { r: 9 * index, g: 0, b: 0 },
      } as const;
      if (broken.includes(index)) writeFileSync(file, 'no photo');
      else await sharp({ create }).png().toFile(file);
      return file;
    }),
  );
  const faces: LearningFaces = {
    count,
    faceIds: Int32Array.of(11, 12, 13),
    imagePaths,
    imageSizesPx: new Int32Array(count * 2).fill(50),
    contentHashes: ['a', 'b', 'c'],
    boxes: new Float32Array(count * 4).fill(Number.NaN),
    points: Float32Array.from({ length: count * 10 }, (_, index) => index),
    visibility: new Uint8Array(count * 5).fill(2),
    attributes: Object.fromEntries(
      mtflTemplate.attributes.map(({ id }) => [id, Float32Array.of(0, 1, Number.NaN)]),
    ),
  };
  return prepareFaces(faces, {
    input,
    attributes: mtflTemplate.attributes,
    cacheFolder: join(folder, 'cache'),
    reader: inlineCropReader(),
    context: recordingContext(),
  });
}

describe('prepareFaces', () => {
  it('leaves out what cannot be read, and lists it', async () => {
    const { table, contentHashes, problems } = await prepare([1]);
    expect(table.count).toBe(2);
    expect([...table.faceIds]).toEqual([11, 13]);
    expect(contentHashes).toEqual(['a', 'c']);
    expect([...table.points.subarray(10)]).toEqual([20, 21, 22, 23, 24, 25, 26, 27, 28, 29]);
    expect([...table.attributes['pose']!]).toEqual([0, Number.NaN]);
    expect([...table.regions]).toEqual([0, 0, 50, 50, 0, 0, 50, 50]);
    expect(problems).toMatchObject([{ code: 'image-unsupported' }]);
  });

  it('fails where nothing can be read, and says what to do', async () => {
    await expect(prepare([0, 1, 2])).rejects.toMatchObject({
      code: 'no-image-readable',
      message: expect.stringMatching(/None of the 3 images.*0\.png.*import it again/) as string,
    });
  });
});

describe('selectRows', () => {
  it('takes rows in the order given, tags with all their values', () => {
    const tags: Attribute = {
      id: 'wears',
      name: 'Wears',
      kind: 'tags',
      values: [
        { id: 'hat', name: 'Hat' },
        { id: 'scarf', name: 'Scarf' },
      ],
      mirrorSwaps: [],
    };
    const table: FaceTable = {
      count: 3,
      faceIds: Int32Array.of(1, 2, 3),
      crops: { bytes: { memory: new Uint8Array(0) }, sidePx: 0, marginPx: 0 },
      cropRows: Int32Array.of(7, 8, 9),
      points: Float32Array.of(10, 11, 20, 21, 30, 31),
      visibility: Uint8Array.of(0, 1, 2),
      regions: Float32Array.of(1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3),
      attributes: { wears: Float32Array.of(0, 1, 1, 0, 1, 1) },
    };
    const selected = selectRows(table, Int32Array.of(2, 0), [tags]);
    expect(selected.count).toBe(2);
    expect([...selected.faceIds, ...selected.cropRows, ...selected.visibility]).toEqual([3, 1, 9, 7, 2, 0]);
    expect([...selected.points]).toEqual([30, 31, 10, 11]);
    expect([...selected.regions]).toEqual([3, 3, 3, 3, 1, 1, 1, 1]);
    expect([...selected.attributes['wears']!]).toEqual([1, 1, 0, 1]);
    expect(selectRows(table, new Int32Array(0), [tags]).count).toBe(0);
  });
});
