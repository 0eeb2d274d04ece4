import type { RunConfiguration } from '@shared/learning/configuration';
import { presetConfiguration } from '@shared/learning/presets';
import { mtflTemplate } from '@shared/domain/template';
import type { HeadOutputs } from '@shared/learning/results';
import { describe, expect, it } from 'vitest';
import { decodeOutputs, outputRows } from '../../../../../src/main/project/results/outputRows';

const configuration: RunConfiguration = presetConfiguration('studio', mtflTemplate);

function rowsOf(
  head: string,
  outputs: Partial<HeadOutputs> & Pick<HeadOutputs, 'kind' | 'width' | 'values'>,
) {
  const count = outputs.values.length / outputs.width;
  const unknown = new Float32Array(count).fill(Number.NaN);
  const heads = { [head]: { losses: unknown, errors: unknown, ...outputs } };
  const faceIds = Array.from({ length: count }, (_, row) => row + 1);
  return [...outputRows(configuration, mtflTemplate.attributes, faceIds, { count, heads })];
}

describe('outputRows', () => {
  it('names the value that a multi-class head chooses', () => {
    const rows = rowsOf('pose', {
      kind: 'multi-class',
      width: 5,
      values: Float32Array.of(0, 0.25, 0.5, 0.25, 0, 0.5, 0.5, 0, 0, 0),
    });
    expect(rows.map((row) => [row.predicted, row.confidence])).toEqual([
      ['frontal', 0.5],
      ['left_profile', 0.5],
    ]);
    expect([...decodeOutputs(rows[1]!.outputs)]).toEqual([0.5, 0.5, 0, 0, 0]);
  });

  it('names the value that a binary head chooses', () => {
    const rows = rowsOf('smile', { kind: 'binary', width: 1, values: Float32Array.of(0.75, 0.5, 0.125) });
    expect(rows.map((row) => [row.predicted, row.confidence])).toEqual([
      ['yes', 0.75],
      ['yes', 0.5],
      ['no', 0.875],
    ]);
  });

  it('chooses nothing for heads of numbers, tags and points', () => {
    for (const kind of [
      'regression',
      'multi-label',
      'poisson',
      'logistic-regression',
      'landmarks',
    ] as const) {
      const [row] = rowsOf('landmarks', { kind, width: 2, values: Float32Array.of(0.25, 0.75) });
      expect(row).toMatchObject({ predicted: null, confidence: null, loss: null, error: null });
    }
  });
});
