/**
 * What a chart shows, as plain data: the same description is drawn (UiChart.vue) and read (the table behind it).
 *
 * To show one:
 *   <UiChart :chart="description" class="h-64" />                      drawn, with legend and table behind a toggle
 *   <UiChart :chart="description" pickable @pick="openFaces" />        points and bars answer to click, and in the
 *                                                                      table to the keyboard: `pick` says what was hit
 */
export interface ChartDescription {
  /** Its name for everybody: heading is the caller's, this is read aloud. */
  readonly title: string;
  /** One sentence about what is to be seen; read aloud with the title. */
  readonly summary?: string;
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  readonly series: readonly ChartSeries[];
  /** Straight lines across: a threshold, the end of an epoch. */
  readonly marks?: readonly ChartMark[];
}

export interface ChartAxis {
  /** With its unit and normaliser: “NME, % of the eye distance”. */
  readonly name: string;
  /** Categories make bars stand apart; a logarithm needs values above zero. Default: value. */
  readonly kind?: 'value' | 'logarithmic' | 'category';
  /** In order, for a category axis; a point's x (or y) is then the category's index. */
  readonly categories?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** A value in words, for ticks, tooltip and table; default: the language's number. */
  readonly format?: (value: number) => string;
}

export type ChartPoint = readonly [x: number, y: number | null];

export interface ChartSeries {
  /** Stable while the chart lives: `pick` and the legend name it. */
  readonly id: string;
  readonly name: string;
  readonly kind: 'line' | 'bar' | 'points';
  /** In the order of x. */
  readonly points: readonly ChartPoint[];
  /** Which colour, dash and symbol of the palette (see chartMarks.ts); what belongs together has the same. */
  readonly palette: number;
  /**
   * `faint`: the raw behind a smooth line. `floor`: what a constant scores, thin and dotted. Neither is in the
   * legend by itself: it comes and goes with the series whose palette it has.
   */
  readonly look?: 'normal' | 'faint' | 'floor';
  /** Steps instead of slopes between points: for cumulative curves. */
  readonly stepped?: boolean;
}

export interface ChartMark {
  readonly axis: 'x' | 'y';
  readonly value: number;
  readonly name: string;
}

/** What was hit: the series, and the point's place in it. */
export interface ChartPick {
  readonly seriesId: string;
  readonly index: number;
  readonly x: number;
  readonly y: number | null;
}
