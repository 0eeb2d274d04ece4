/**
 * Studies compare trials by the faces that are held out: a fifth of them unless somebody says otherwise, since the
 * twentieth of a preset is a hundred faces of two thousand, of which one more or less is a whole point of accuracy.
 */
const heldOutByDefault = 0.2;

export function heldOutFraction({
  validationFraction,
}: {
  readonly validationFraction?: number | undefined;
}): number {
  return validationFraction ?? heldOutByDefault;
}
