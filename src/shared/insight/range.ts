/** Above the one and up to the other; open where one is missing. Every bar and bin is one, so that none overlap. */
export interface Range {
  readonly above?: number | undefined;
  readonly upTo?: number | undefined;
}

export function isWithin(value: number, { above, upTo }: Range): boolean {
  return (above === undefined || value > above) && (upTo === undefined || value <= upTo);
}

/** Index of the edge-to-edge stretch (`edges[i − 1]`, `edges[i]`] that a value is in; `edges.length` beyond the last. */
export function stretchOf(value: number, edges: readonly number[]): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= edges[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}
