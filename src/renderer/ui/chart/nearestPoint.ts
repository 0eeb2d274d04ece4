import type { ChartDescription, ChartPick } from './chart';
import { isHidden } from './chartOption';

type Pixel = readonly [x: number, y: number];

/**
 * What a click on the drawing means: the bar in whose column it is, or the point nearest to it. A symbol of a few
 * pixels would be a hard thing to hit, and a long curve has none. Null where nothing is drawn.
 */
export function nearestPoint(
  chart: ChartDescription,
  hidden: ReadonlySet<string>,
  at: Pixel,
  pixelOf: (x: number, y: number) => Pixel,
): ChartPick | null {
  let best: { readonly pick: ChartPick; readonly distance: number } | null = null;
  for (const series of chart.series) {
    if ((series.look ?? 'normal') !== 'normal' || isHidden(chart, series, hidden)) continue;
    series.points.forEach(([x, y], index) => {
      if (y === null) return;
      const [left, top] = pixelOf(x, y);
      const distance = series.kind === 'bar' ? Math.abs(left - at[0]) : Math.hypot(left - at[0], top - at[1]);
      if (best === null || distance < best.distance) {
        best = { distance, pick: { seriesId: series.id, index, x, y } };
      }
    });
  }
  return (best as { readonly pick: ChartPick } | null)?.pick ?? null;
}
