/**
 * An exponential moving average that begins where the values do (its weights corrected as Adam corrects its moments),
 * so that a curve's first points are not drawn towards nothing. `strength` 0 leaves the values as they are.
 */
export function smoothed(values: readonly number[], strength: number): number[] {
  let average = 0;
  let weight = 0;
  return values.map((value) => {
    if (!Number.isFinite(value)) return value;
    average = average * strength + value * (1 - strength);
    weight = weight * strength + (1 - strength);
    return average / weight;
  });
}
