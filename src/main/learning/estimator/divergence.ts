import { fail } from '@shared/result';
import { arrayNames, type Checkpoint } from '../checkpoints/checkpoint';

/**
 * A training that diverges ends at once, and before it can replace a good checkpoint. Each of these fails with
 * `loss-not-finite`, naming the step and, where one can be named, the head.
 *
 * @param highestRate that the schedule has come to: where it is low when the loss is told, it is not what was too high.
 */
export function requireFiniteLosses(
  lossByHead: Readonly<Record<string, number>>,
  globalStep: number,
  highestRate: number,
): void {
  for (const [head, loss] of Object.entries(lossByHead)) {
    if (Number.isFinite(loss)) continue;
    fail(
      'loss-not-finite',
      `The loss of the head "${head}" became ${loss} at step ${globalStep}, so training stopped. ` +
        `Checkpoints written before are kept. A learning rate of ${calmerRate(highestRate)} or less or a smaller weight of the head usually helps.`,
      { head, globalStep },
    );
  }
}

/** Of a rate that was too high a tenth; of one that no network learns by, one that many do. */
function calmerRate(rate: number): number {
  return Number(Math.min(rate / 10, 0.01).toPrecision(1));
}

/** On faces that the network is to answer after `globalStep` steps: `logits` in the order of `heads`. */
export function requireFiniteAnswers(
  heads: readonly { readonly name: string }[],
  logits: readonly Float32Array[],
  globalStep: number,
): void {
  heads.forEach(({ name: head }, index) => {
    if (logits[index]!.every(Number.isFinite)) return;
    fail(
      'loss-not-finite',
      `The head "${head}" no longer answers with numbers after step ${globalStep}, so training stopped. ` +
        'Checkpoints written before are kept. A lower learning rate or a smaller weight of the head usually helps.',
      { head, globalStep },
    );
  });
}

/** The optimizer's moments too: one that overflowed keeps its parameter from ever changing again. */
export function requireFiniteArrays({ arrays, averages, globalStep }: Checkpoint): void {
  const stored = [
    ...arrayNames.map((name) => arrays[name]),
    averages?.trainable ?? [],
    averages?.state ?? [],
  ];
  if (stored.every((values) => values.every(Number.isFinite))) return;
  fail(
    'loss-not-finite',
    `The network's parameters are no longer numbers after step ${globalStep}, so training stopped. ` +
      'Checkpoints written before are kept. A lower learning rate usually helps.',
    { globalStep },
  );
}
