/**
 * Smooth L1 is straight where an error is above 1/scale of the crop, here 0.6 %: so that points are pulled alike by the
 * error that is left of them, as the mean distance that they are measured by does, and not by the largest alone.
 */
export const pointLoss = { weight: 0.35, loss: 'smooth-l1', lossScale: 160 } as const;
