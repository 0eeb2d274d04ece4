import { describe, expect, it } from 'vitest';
import { StepLog } from '../../../../src/main/runs/stepLog';

const step = (globalStep: number, loss = globalStep) =>
  ({
    type: 'step',
    globalStep,
    loss,
    lossByHead: { pose: loss / 2 },
    learningRate: 0.1 / globalStep,
  }) as const;
const pass = (globalStep: number) =>
  ({ type: 'validated', globalStep, metrics: { loss: globalStep }, best: globalStep === 2 }) as const;

const gradients = (globalStep: number) =>
  ({
    type: 'gradients',
    globalStep,
    heads: ['pose', 'smile'],
    norms: [globalStep, 1],
    cosines: [
      [1, 0.5],
      [0.5, 1],
    ],
  }) as const;

function logOf(...events: readonly Parameters<StepLog['append']>[0][]): StepLog {
  const log = new StepLog();
  for (const event of events) log.append(event);
  return log;
}

describe('a run’s log in memory', () => {
  it('tells what each head’s loss counted, where that changes, and forgets it with the step', () => {
    const weighed = (n: number) => ({ ...step(n), weightByHead: { pose: 1 / n } });
    const log = logOf(weighed(1), weighed(2), weighed(3), weighed(2));
    expect([...log.steps()].map(({ weightByHead }) => weightByHead)).toEqual([{ pose: 1 }, { pose: 0.5 }]);
  });

  it('tells every step and validation in their order', () => {
    const log = logOf(step(1), step(2), pass(2), step(3));
    expect([...log.steps()]).toEqual(
      [1, 2, 3].map((n) => ({ globalStep: n, loss: n, lossByHead: { pose: n / 2 } })),
    );
    expect(log.validations).toEqual([{ globalStep: 2, metrics: { loss: 2 }, best: true, stopped: [] }]);
    expect(log.learningRate).toBeCloseTo(0.1 / 3);
  });

  it('is cut by a step that comes again, after a resume from an earlier checkpoint', () => {
    const log = logOf(step(1), step(2), gradients(2), pass(2), step(3), step(4), gradients(4), step(3, 30));
    expect([...log.steps()].map(({ loss }) => loss)).toEqual([1, 2, 30]);
    expect(log.validations.map(({ globalStep }) => globalStep)).toEqual([2]);
    expect(log.gradients.map(({ globalStep }) => globalStep)).toEqual([2]);
    log.append(step(1, 10));
    expect([...log.steps()].map(({ loss }) => loss)).toEqual([10]);
    expect(log.validations).toEqual([]);
    expect(log.gradients).toEqual([]);
  });

  it('tells how the heads’ gradients agreed, the last of a step where it came twice', () => {
    const { type: _, ...sample } = gradients(2);
    const log = logOf(step(1), step(2), gradients(2), gradients(2), step(3));
    expect(log.gradients).toEqual([sample]);
  });

  it('ends with its newest lines, a validation after its step', () => {
    const end = logOf(step(1), step(2), pass(2), step(3)).end(3);
    expect(end.map(({ kind, globalStep }) => [kind, globalStep])).toEqual([
      ['step', 2],
      ['validated', 2],
      ['step', 3],
    ]);
    expect(end[2]).toMatchObject({ losses: { loss: 3, pose: 1.5 } });
    expect(new StepLog().end(3)).toEqual([]);
  });
});
