import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { presetConfiguration } from '@shared/learning/presets';
import { dataChange, dataFingerprint, faceDigests } from '../../../../src/main/runs/dataFingerprint';
import type { LearningFaces } from '../../../../src/main/project/faces/learningFaces';
import { learningFaces } from './support';

const { heads } = presetConfiguration('studio', mtflTemplate);
const points = [20, 20, 60, 20, 40, 40, 30, 60, 50, 60];
const three = () =>
  learningFaces(
    [0, 1, 2].map((shift) => ({ points: points.map((at) => at + shift), labels: { pose: shift } })),
  );
const digests = (faces: LearningFaces, of = heads) =>
  faceDigests(faces, mtflTemplate, { heads: of, crop: 'face' });
const hash = (faces: LearningFaces, of = heads): string => dataFingerprint(digests(faces, of)).hash;

/** The faces in another order, with other ids. */
function reordered(faces: LearningFaces, order: readonly number[]): LearningFaces {
  const rows = order.map((row) => ({
    points: [...faces.points.subarray(row * 10, row * 10 + 10)],
    labels: { pose: faces.attributes['pose']![row]! },
  }));
  return {
    ...learningFaces(rows),
    faceIds: Int32Array.from(order, (row) => row + 100),
    contentHashes: order.map((row) => faces.contentHashes[row]!),
  };
}

describe('the fingerprint of labels and files', () => {
  it('is the same for the same faces in another order and with other ids', () => {
    const again = reordered(three(), [2, 0, 1]);
    expect(dataFingerprint(digests(again))).toEqual(dataFingerprint(digests(three())));
    expect(dataChange(digests(three()), digests(again))).toMatchObject({
      labels: 0,
      files: 0,
      added: 0,
      removed: 0,
    });
  });

  it.each<[string, (faces: LearningFaces) => void]>([
    ['a point', (faces) => (faces.points[3]! += 0.5)],
    ['a visibility', (faces) => (faces.visibility[2] = 1)],
    ['a value', (faces) => (faces.attributes['pose']![1] = 4)],
    ['a label that is taken away', (faces) => (faces.attributes['pose']![1] = Number.NaN)],
    ['a box', (faces) => faces.boxes.set([1, 2, 30, 30], 4)],
    ['a file', (faces) => ((faces.contentHashes as string[])[0] = 'other')],
  ])('changes with %s', (_, change) => {
    const changed = three();
    change(changed);
    expect(hash(changed)).not.toBe(hash(three()));
  });

  it('does not change with a label that no head reads, nor with what stands where a point is not labelled', () => {
    const pose = heads.filter(({ name }) => name === 'pose');
    const smiling = three();
    smiling.attributes['smile']!.fill(1);
    expect(hash(smiling, pose)).toBe(hash(three(), pose));
    expect(hash(smiling)).not.toBe(hash(three()));
    const [one, other] = [three(), three()];
    for (const faces of [one, other]) {
      faces.visibility[0] = 0;
      faces.boxes.fill(50);
    }
    other.points[0] = 7;
    expect(hash(other)).toBe(hash(one));
  });

  it('changes with a label that somebody has corrected, where a teacher has nothing more to say to it', () => {
    const corrected = { ...three(), vouched: { pose: Uint8Array.of(0, 1, 0) } };
    const softened = (faces: LearningFaces, softens: readonly string[], of = heads): string => {
      const reading = { heads: of, crop: 'face', teacher: { weight: 1, softens } } as const;
      return dataFingerprint(faceDigests(faces, mtflTemplate, reading)).hash;
    };
    expect(softened(corrected, ['smile', 'pose'])).not.toBe(hash(three()));
    expect(softened(corrected, ['smile'])).toBe(hash(three()));
    expect(softened(three(), ['pose'])).toBe(hash(three()));
    const without = heads.filter(({ name }) => name !== 'pose');
    expect(softened(corrected, ['pose'], without)).toBe(hash(three(), without));
  });
});

describe('what has changed', () => {
  it('is counted by face: labels, files, added and removed', () => {
    const now = three();
    now.attributes['pose']![0] = 3;
    (now.contentHashes as string[])[1] = 'other';
    now.faceIds[2] = 77;
    now.points[20] = 1;
    expect(dataChange(digests(three()), digests(now))).toEqual({
      faces: 3,
      labels: 1,
      files: 1,
      added: 1,
      removed: 1,
    });
  });

  it('counts faces of the same content one by one', () => {
    const twice = learningFaces([{ points }, { points }]);
    const once = learningFaces([{ points }]);
    const same = (faces: LearningFaces) => ({
      ...faces,
      contentHashes: faces.contentHashes.map(() => 'same'),
    });
    expect(dataChange(digests(same(twice)), digests(same(once)))).toMatchObject({ removed: 1, labels: 0 });
    expect(hash(same(twice))).not.toBe(hash(same(once)));
  });
});
