/** A trunk that comes trained has most of its way behind it: what is left is gone in smaller steps. */
const share = 0.1;

/** The learning rate once a frozen trunk is free, where nobody says another. */
export function usualFineTuneRate(learningRate: number): number {
  return learningRate * share;
}
