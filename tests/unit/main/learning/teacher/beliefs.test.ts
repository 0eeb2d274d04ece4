import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { meshPoints } from '@shared/learning/faceMesh';
import type { FaceTable } from '../../../../../src/main/learning/faceTable';
import { Random } from '../../../../../src/main/learning/random';
import { beliefsOf } from '../../../../../src/main/learning/teacher/beliefs';
import type { Sight } from '../../../../../src/main/learning/teacher/sightCache';
import { backendNames, onBackend } from '../backends/startedBackends';
import { tinyConfiguration, tinyFaces } from '../pipeline/tinyRun';

const { scheme, attributes } = mtflTemplate;
const going = new AbortController().signal;
const count = 1500;

function context(softens?: readonly string[]): Parameters<typeof beliefsOf>[0] {
  const base = tinyConfiguration({ teacher: { weight: 0.5, ...(softens === undefined ? {} : { softens }) } });
  const heads = [
    ...base.heads.filter(({ name }) => name !== 'pose'),
    { name: 'smile', kind: 'multi-class', target: { from: 'attribute', attribute: 'smile' }, weight: 1 },
    { name: 'gender', kind: 'binary', target: { from: 'attribute', attribute: 'gender' }, weight: 1 },
  ] as const;
  return { configuration: { ...base, heads }, scheme, attributes };
}

/** Smiles that a feature tells in nine of ten faces, and genders that nothing tells. */
function faces(): { table: FaceTable; sights: Sight[]; isWrong: boolean[] } {
  const random = Random.fromSeed(11);
  const smile = new Float32Array(count);
  const gender = new Float32Array(count);
  const isWrong: boolean[] = [];
  const sights = Array.from({ length: count }, (_, row): Sight => {
    const smiles = random.uniform() < 0.5;
    isWrong.push(random.uniform() < 0.1);
    smile[row] = smiles === isWrong[row] ? 0 : 1;
    gender[row] = random.uniform() < 0.5 ? 0 : 1;
    const features = Float32Array.from({ length: 100 }, () => random.normal() * 0.1);
    features[40] = smiles ? 1 : -1;
    return { features, points: Float32Array.from({ length: meshPoints.length * 2 }, () => random.uniform()) };
  });
  const table = { ...tinyFaces(count), attributes: { smile, gender, pose: new Float32Array(count) } };
  return { table, sights, isWrong };
}

describe.each(backendNames)('what faces are believed to be, on %s', (backend) => {
  it('is partly what the sights tell of them, where they tell something', async () => {
    await onBackend(backend, async () => {
      const { table, sights, isWrong } = faces();
      const { smile, ...others } = await beliefsOf(
        context(['smile', 'gender', 'pose']),
        table,
        sights,
        going,
      );
      // Nothing tells genders, and poses have no head.
      expect(Object.keys(others)).toEqual([]);
      let [wrongly, rightly, wrong] = [0, 0, 0];
      for (let row = 0; row < count; row += 1) {
        const label = table.attributes['smile']![row]!;
        const believed = smile![row * 2 + label]!;
        expect(believed + smile![row * 2 + 1 - label]!).toBeCloseTo(1, 5);
        if (isWrong[row]) [wrongly, wrong] = [wrongly + believed, wrong + 1];
        else rightly += believed;
      }
      expect(rightly / (count - wrong)).toBeGreaterThan(0.88);
      expect(wrongly / wrong).toBeLessThan(0.8);
    });
  });

  it('is the label alone of faces without a mesh, and nothing of faces without a label', async () => {
    await onBackend(backend, async () => {
      const { table, sights } = faces();
      sights[3] = { ...sights[3]!, points: new Float32Array(0) };
      table.attributes['smile']![5] = Number.NaN;
      const smile = (await beliefsOf(context(['smile']), table, sights, going))['smile']!;
      for (const row of [3, 5]) expect(smile.slice(row * 2, row * 2 + 2).every(Number.isNaN)).toBe(true);
      expect(smile.slice(8, 10).some(Number.isNaN)).toBe(false);
    });
  });

  it('is the label alone where somebody has put it in another’s place, and learns from it', async () => {
    await onBackend(backend, async () => {
      const { table, sights } = faces();
      const corrected = { smile: new Uint8Array(count), gender: new Uint8Array(count).fill(1) };
      corrected.smile[7] = 1;
      const smile = (await beliefsOf(context(['smile']), { ...table, vouched: corrected }, sights, going))[
        'smile'
      ]!;
      const before = (await beliefsOf(context(['smile']), table, sights, going))['smile']!;
      expect([...smile.subarray(14, 16)]).toEqual([Number.NaN, Number.NaN]);
      expect(smile.subarray(0, 14)).toEqual(before.subarray(0, 14));
      expect(smile.subarray(16)).toEqual(before.subarray(16));
    });
  });

  it('is nothing where labels are to be what they are, or are too few', async () => {
    await onBackend(backend, async () => {
      const { table, sights } = faces();
      expect(await beliefsOf(context([]), table, sights, going)).toEqual({});
      expect(await beliefsOf(context(), table, sights, going)).toEqual({});
      table.attributes['smile']!.fill(Number.NaN, 9);
      expect(await beliefsOf(context(['smile']), table, sights, going)).toEqual({});
    });
  });
});
