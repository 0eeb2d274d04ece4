import type { ObservedStep, Weighting } from '../../../../../src/main/learning/weighting/weighting';

/** A step as strategies see it. */
export function observed(
  losses: readonly (number | null)[],
  lastLayerNorms: readonly number[] | null = null,
): ObservedStep {
  return { stepsDone: 0, losses, lastLayerNorms };
}

/** What a checkpoint would bring back: its header is JSON. */
export function reborn<Strategy extends Weighting>(from: Weighting, into: Strategy): Strategy {
  into.restore(JSON.parse(JSON.stringify(from.snapshot())) as ReturnType<Weighting['snapshot']>);
  return into;
}
