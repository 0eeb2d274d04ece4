import type { EvaluationView } from '@shared/contract/inspect';
import type { RunSummary } from '@shared/contract/reports';
import { describe, expect, it } from 'vitest';
import {
  chosenEvaluation,
  chosenRunOf,
  placeFromAddress,
  placeToAddress,
} from '../../../../../src/renderer/features/inspect/place';

const runs = [
  { name: 'first', study: null, evaluations: { testing: {} } },
  { name: 'second', study: null, evaluations: {} },
] as unknown as RunSummary[];
const evaluation = (split: string, ...heads: string[]) =>
  ({ split, heads: heads.map((head) => ({ head, form: 'choice' })) }) as unknown as EvaluationView;

describe('the place', () => {
  it('comes back from its address', () => {
    const place = { run: 'studio 1', split: 'held back', head: 'pose' };
    expect(placeFromAddress(placeToAddress(place))).toEqual(place);
    const training = { ...place, view: 'training' } as const;
    expect(placeFromAddress(placeToAddress(training))).toEqual(training);
    expect(placeFromAddress(placeToAddress({ ...place, view: 'head' }))).toEqual(place);
    expect(placeFromAddress({ ...placeToAddress(place), view: 'elsewhere' })).toEqual(place);
    expect(placeFromAddress({ run: ['two', 'runs'], on: '' })).toEqual({
      run: null,
      split: null,
      head: null,
    });
  });

  it('is of the wished run, else of the newest that was evaluated, else of the newest', () => {
    expect(chosenRunOf(runs, 'second')).toBe('second');
    expect(chosenRunOf(runs, 'gone')).toBe('first');
    expect(chosenRunOf(runs.slice(1), null)).toBe('second');
    expect(chosenRunOf([], 'first')).toBeNull();
  });

  it('has the wished evaluation and head, or those that there are, the test faces first', () => {
    const evaluations = [evaluation('training', 'pose'), evaluation('testing', 'points', 'pose')];
    const chosen = (split: string | null, head: string | null) =>
      chosenEvaluation({ run: 'first', split, head }, evaluations);
    expect(chosen('training', 'pose')).toEqual({ run: 'first', split: 'training', head: 'pose' });
    expect(chosen(null, null)).toEqual({ run: 'first', split: 'testing', head: 'points' });
    expect(chosen('training', 'points')).toEqual({ run: 'first', split: 'training', head: 'pose' });
    expect(chosenEvaluation({ run: 'first', split: 'x', head: 'y' }, [])).toEqual({
      run: 'first',
      split: null,
      head: null,
    });
  });
});
