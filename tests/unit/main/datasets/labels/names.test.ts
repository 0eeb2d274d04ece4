import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import {
  likeness,
  normalised,
  splitAbroad,
  splitInName,
  splitNamed,
} from '../../../../../src/main/datasets/labels/names';

const points = mtflTemplate.scheme.points;
const pointCalled = (name: string): string | undefined =>
  points.find((point) => likeness('point', name, point) > 0)?.id;

describe('names', () => {
  it.each([
    ['leftEye', 'left_eye'],
    ['LEFT EYE CENTER', 'left_eye'],
    ['left_eye_centre', 'left_eye'],
    ['r-eye', 'right_eye'],
    ['nose tip', 'nose'],
    ['Left_Mouth_Corner', 'mouth_left'],
    ['rightmouth', 'mouth_right'],
  ])('%s is the point %s', (name, id) => {
    expect(pointCalled(name)).toBe(id);
  });

  it.each(['eye', 'left', 'mouth', 'left ear', '1', '', '—'])('“%s” is no point', (name) => {
    expect(pointCalled(name)).toBeUndefined();
  });

  it('never mix left and right', () => {
    for (const name of ['left eye', 'l_eye', 'eyeL', 'left pupil'])
      expect(pointCalled(name)).not.toBe('right_eye');
  });

  it('know values by what tables write, and keep the sign of a number', () => {
    const [no, yes] = mtflTemplate.attributes[1]!.values;
    expect([
      likeness('value', 'True', yes!),
      likeness('value', '1', yes!),
      likeness('value', '-1', no!),
    ]).toEqual([1, 1, 1]);
    expect([likeness('value', '-1', yes!), likeness('value', '2', yes!)]).toEqual([0, 0]);
    expect(normalised('-1')).not.toBe(normalised('1'));
  });

  it('know splits by other names, and call them so', () => {
    expect([splitNamed('Val'), splitNamed('train'), splitNamed('fold 3')]).toEqual([
      'validation',
      'training',
      'fold 3',
    ]);
    expect([splitInName('person_keypoints_val2017.json'), splitInName('contest.json')]).toEqual([
      'validation',
      null,
    ]);
    expect([splitAbroad('testing'), splitAbroad('fold 3/a'), splitAbroad('..')]).toEqual([
      'test',
      'fold_3_a',
      '_',
    ]);
  });
});
