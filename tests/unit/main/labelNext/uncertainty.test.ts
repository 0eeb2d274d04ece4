import type { NamedHeadForm } from '@shared/learning/headForm';
import type { FaceOutputs } from '@shared/learning/results';
import { describe, expect, it } from 'vitest';
import { facesUncertainty, headUncertainty } from '../../../../src/main/labelNext/uncertainty';

const nothing = new Float32Array(0);
function said(width: number, ...values: readonly number[]): FaceOutputs {
  const head = {
    kind: 'multi-class' as const,
    width,
    values: Float32Array.from(values),
    losses: nothing,
    errors: nothing,
  };
  return { count: values.length / width, heads: { head } };
}
const value = (id: string) => ({ id, name: id });
const form = (of: NamedHeadForm['form']): NamedHeadForm => ({ head: 'head', attribute: null, form: of });

describe('headUncertainty', () => {
  it('is the entropy of classes over the largest there could be', () => {
    const classes = form({ kind: 'classes', values: ['a', 'b', 'c', 'd'].map(value), single: false });
    const faces = said(4, 1, 0, 0, 0, 0.5, 0.5, 0, 0, 0.25, 0.25, 0.25, 0.25);
    const found = headUncertainty({ faces, mirrored: faces }, classes);
    expect([...found].map((one) => Number(one.toFixed(6)))).toEqual([0, 0.5, 1]);
    const single = form({ kind: 'classes', values: ['no', 'yes'].map(value), single: true });
    const yes = said(1, 0.5, 1);
    expect([...headUncertainty({ faces: yes, mirrored: yes }, single)]).toEqual([1, 0]);
  });

  it('is how far points move when the face is mirrored', () => {
    const points = form({ kind: 'points', pointIds: ['left', 'right'], unit: 'pixels' });
    const uncertainty = headUncertainty(
      { faces: said(4, 0, 0, 10, 10), mirrored: said(4, 3, 4, 10, 11) },
      points,
    );
    expect([...uncertainty]).toEqual([3]);
  });

  it('is the mean entropy of tags, and unknown of a head that said nothing', () => {
    const tags = form({ kind: 'tags', values: ['hat', 'mask'].map(value) });
    const faces = said(2, 0.5, 1);
    expect([...headUncertainty({ faces, mirrored: faces }, tags)]).toEqual([0.5]);
    expect([...headUncertainty({ faces, mirrored: faces }, { ...tags, head: 'other' })]).toEqual([
      Number.NaN,
    ]);
  });
});

describe('facesUncertainty', () => {
  it('counts a face for the heads whose label it lacks, each by its place among such faces', () => {
    const total = facesUncertainty(
      [
        { uncertainty: Float64Array.of(0.9, 0.1, 0.5, 0.7), lacking: Uint8Array.of(0, 1, 1, 1) },
        { uncertainty: Float64Array.of(100, 300, Number.NaN, 200), lacking: Uint8Array.of(0, 1, 1, 0) },
      ],
      4,
    );
    expect([...total]).toEqual([0, (1 / 3 + 1) / 2, 1 / 3, 1 / 2].map((one) => expect.closeTo(one, 12)));
  });
});
