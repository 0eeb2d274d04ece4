/**
 * How series are told apart: by colour (tokens `--series-1…8`, after Okabe and Ito, safe for colour-blind eyes), and
 * without any colour by dash and symbol. Colours that are near each other have different symbols.
 */
export interface SeriesMark {
  /** Name of the token. */
  readonly color: string;
  /** Lengths of dashes and gaps in pixels; null is solid. */
  readonly dash: readonly number[] | null;
  readonly symbol: 'circle' | 'rect' | 'triangle' | 'diamond';
}

export const seriesMarks: readonly SeriesMark[] = [
  { color: '--series-1', dash: null, symbol: 'circle' },
  { color: '--series-2', dash: [7, 3], symbol: 'rect' },
  { color: '--series-3', dash: [2, 3], symbol: 'triangle' },
  { color: '--series-4', dash: [10, 3, 2, 3], symbol: 'diamond' },
  { color: '--series-5', dash: [14, 4], symbol: 'rect' },
  { color: '--series-6', dash: [4, 2], symbol: 'circle' },
  { color: '--series-7', dash: [6, 2, 2, 2, 2, 2], symbol: 'triangle' },
  { color: '--series-8', dash: [1, 2], symbol: 'diamond' },
];

/** There is a mark for every number: after the last colour the first comes again. */
export function seriesMark(palette: number): SeriesMark {
  return seriesMarks[palette % seriesMarks.length]!;
}
