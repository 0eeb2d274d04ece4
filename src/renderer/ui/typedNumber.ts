/** Which numbers a field takes: from `min` to `max`, as they are kept; typed and shown times `scale`. */
export interface NumberBounds {
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
  readonly scale: number;
}

/** Thousands, as English groups them. */
const grouped = /^[-+]?\d{1,3}(,\d{3})+(\.\d*)?$/;

/**
 * What was typed, as it is kept; null where that is no number, none between the bounds, or not whole where it has to be.
 * Either decimal sign is taken; a comma that groups is one where the language has a point.
 */
export function typedNumber(
  text: string,
  { min, max, whole, scale }: NumberBounds,
  decimal: string,
): number | null {
  const typed = text.trim().replace('−', '-');
  const plain = decimal === '.' && grouped.test(typed) ? typed.replaceAll(',', '') : typed.replace(',', '.');
  const number = Number(plain);
  if (typed === '' || !Number.isFinite(number)) return null;
  // 7 per cent are 0.07, and not 0.07000000000000001.
  const kept = scale === 1 ? number : Number((number / scale).toPrecision(12));
  if (kept < min || kept > max || (whole && !Number.isInteger(kept))) return null;
  return kept;
}
