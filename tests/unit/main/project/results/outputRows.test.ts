import type { RunConfiguration } from '@shared/learning/configuration';
import { presetConfiguration } from '@shared/learning/presets';
import { mtflTemplate } from '@shared/domain/template';
import type { HeadOutputs } from '@shared/learning/results';
import { describe, expect, it } from 'vitest';
import { decodeOutputs, outputRows, tagsIn } from '../../../../../src/main/project/results/outputRows';

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
      ['no', 0.5],
      ['no', 0.875],
    ]);
  });

  it('lists the tags that are likelier than not, with the probability of just these', () => {
    const tags = ['hat', 'scarf', 'beard'].map((id) => ({ id, name: id }));
    const worn = { id: 'worn', name: 'Worn', kind: 'tags', values: tags, mirrorSwaps: [] } as const;
    const head = {
      name: 'worn',
      kind: 'multi-label',
      target: { from: 'attribute', attribute: 'worn' },
      weight: 1,
    } as const;
    const unknown = Float32Array.of(Number.NaN, Number.NaN);
    const values = Float32Array.of(0.75, 0.5, 0.875, 0.25, 0.25, 0.5);
    const outputs = { kind: 'multi-label', width: 3, values, losses: unknown, errors: unknown } as const;
    const rows = [
      ...outputRows({ ...configuration, heads: [head] }, [worn], [1, 2], {
        count: 2,
        heads: { worn: outputs },
      }),
    ];
    expect(rows.map(({ predicted }) => tagsIn(predicted!))).toEqual([['hat', 'beard'], []]);
    expect(rows.map(({ confidence }) => confidence)).toEqual([0.75 * 0.5 * 0.875, 0.75 * 0.75 * 0.5]);
  });

  it('chooses nothing for heads of numbers and points', () => {
    for (const kind of ['regression', 'poisson', 'logistic-regression', 'landmarks'] as const) {
      const [row] = rowsOf('landmarks', { kind, width: 2, values: Float32Array.of(0.25, 0.75) });
      expect(row).toMatchObject({ predicted: null, confidence: null, loss: null, error: null });
    }
  });
});
