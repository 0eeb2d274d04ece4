import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import type { HeadConfiguration } from '@shared/learning/configuration';
import { presetConfiguration } from '@shared/learning/presets';
import { labelsOf, type Labels } from '../../../../src/main/models/labels';

const studio = presetConfiguration('studio', mtflTemplate);

function mirroredOf(heads: readonly HeadConfiguration[]): Labels['heads'][number]['mirrored'][] {
  const context = { ...mtflTemplate, configuration: { ...studio, heads } };
  return labelsOf(context).heads.map(({ mirrored }) => mirrored);
}

describe('labelsOf', () => {
  it('says what of a mirror image’s answer stands for what of the image’s', () => {
    const [landmarks, gender, , , pose] = mirroredOf(studio.heads);
    expect(landmarks).toEqual({
      from: [2, 3, 0, 1, 4, 5, 8, 9, 6, 7],
      oneMinus: [true, false, true, false, true, false, true, false, true, false],
    });
    expect(gender).toEqual({ from: [0, 1], oneMinus: [false, false] });
    expect(pose).toEqual({ from: [4, 3, 2, 1, 0], oneMinus: Array<boolean>(5).fill(false) });
  });

  it('says that it cannot be told, where it cannot', () => {
    const landmarks = studio.heads[0]!;
    expect(
      mirroredOf([{ ...landmarks, target: { from: 'landmarks', points: ['left_eye', 'nose'] } }]),
    ).toEqual([null]);
  });

  it('says of one probability of two values that change sides that it is one minus the other', () => {
    const parting = {
      id: 'parting',
      name: 'Parting',
      kind: 'boolean',
      values: ['left', 'right'].map((id) => ({ id, name: id })),
      mirrorSwaps: [['left', 'right']],
    } as const;
    const head = {
      name: 'parting',
      kind: 'binary',
      target: { from: 'attribute', attribute: 'parting' },
      weight: 1,
    } as const;
    const { heads } = labelsOf({
      ...mtflTemplate,
      attributes: [parting],
      configuration: { ...studio, heads: [head] },
    });
    expect(heads[0]!.mirrored).toEqual({ from: [0], oneMinus: [true] });
  });
});
