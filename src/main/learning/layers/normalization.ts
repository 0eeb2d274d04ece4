/** Added to a batch's variance before its square root is taken. */
export const normalizationEpsilon = 1e-5;
