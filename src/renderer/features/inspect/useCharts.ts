import { useI18n } from 'vue-i18n';
import type { ErrorSummary } from '@shared/insight/errorSummary';
import type { Range } from '@shared/insight/range';
import type { Reliability } from '@shared/insight/reliability';
import { scoreAtThreshold, type ThresholdSweep } from '@shared/insight/thresholds';
import type { ChartDescription } from '../../ui/chart/chart';
import { cumulativeShares } from './cumulative';
import { useNumbers } from './useNumbers';

/** How a head's errors are said: shares of the eye distance, or numbers in the label's unit. */
export interface ErrorScale {
  /** What an error is multiplied by on an axis. */
  readonly factor: number;
  readonly axis: string;
  /** A number of the axis with its unit. */
  readonly said: (value: number) => string;
}

/** What the charts of this place show, as `UiChart` takes it. Axes are in percent where numbers are shares. */
export function useCharts() {
  const { t, n } = useI18n();
  const { percent, plain, faces } = useNumbers();
  const short = (value: number): string => n(value, { maximumSignificantDigits: 4 });

  const ofEyes: ErrorScale = {
    factor: 100,
    axis: t('inspect.cumulative.error'),
    said: (value) => percent(value / 100, 2),
  };
  const inUnit: ErrorScale = { factor: 1, axis: t('inspect.cumulative.errorPlain'), said: plain };

  function cumulative(errors: ErrorSummary, scale: ErrorScale, failure: number | null): ChartDescription {
    const shares = cumulativeShares(errors);
    const last = shares.at(-1);
    return {
      title: t('inspect.cumulative.title'),
      ...(last
        ? {
            summary: t('inspect.cumulative.summary', {
              percent: percent(last.share),
              error: scale.said(last.upTo * scale.factor),
            }),
          }
        : {}),
      x: { name: scale.axis, min: 0, format: short },
      y: { name: t('inspect.cumulative.share'), min: 0, max: 100, format: short },
      series: [
        {
          id: 'share',
          name: t('inspect.cumulative.share'),
          kind: 'line',
          palette: 0,
          points: shares.map(({ upTo, share }) => [tidy(upTo * scale.factor), tidy(share * 100)]),
        },
      ],
      ...(failure !== null && last !== undefined && failure <= last.upTo
        ? { marks: [{ axis: 'x', value: failure * scale.factor, name: t('inspect.cumulative.failure') }] }
        : {}),
    };
  }

  function histogram(errors: ErrorSummary, scale: ErrorScale, title: string): ChartDescription {
    return {
      title,
      summary: t('inspect.histogram.summary', {
        faces: faces(errors.faces),
        mean: scale.said(errors.mean * scale.factor),
      }),
      x: {
        name: scale.axis,
        kind: 'category',
        categories: errors.bins.map((bin) => stretch(bin, scale.factor)),
      },
      y: { name: t('inspect.histogram.faces'), min: 0, format: short },
      series: [
        {
          id: 'faces',
          name: t('inspect.histogram.faces'),
          kind: 'bar',
          palette: 2,
          points: errors.bins.map((bin, index) => [index, bin.faces]),
        },
      ],
    };
  }

  /** 2–2.5; the last bar is open: > 40. */
  function stretch({ above, upTo }: Range, factor: number): string {
    if (upTo === undefined) return `> ${short((above ?? 0) * factor)}`;
    return `${short((above ?? 0) * factor)}–${short(upTo * factor)}`;
  }

  /** 90–100, in whole percent: bins are as many as are sensible, and their bounds hardly ever round numbers. */
  function confidenceRange({ above = 0, upTo = 1 }: Range): string {
    return `${n(Math.round(above * 100))}–${n(Math.round(upTo * 100))}`;
  }

  /** `before`: the same without the head's temperature; null where it has none. */
  function reliability(
    { bins, expectedCalibrationError }: Reliability,
    before: Reliability | null,
  ): ChartDescription {
    const shares = (of: Reliability['bins']): [number, number | null][] =>
      of.map(({ faces: count, right }, index) => [index, count === 0 ? null : tidy((right / count) * 100)]);
    return {
      title: t('inspect.reliability.title'),
      summary: t('inspect.reliability.summary', { value: percent(expectedCalibrationError) }),
      x: {
        name: t('inspect.reliability.confidence'),
        kind: 'category',
        categories: bins.map((bin) => confidenceRange(bin)),
      },
      y: { name: t('inspect.reliability.accuracy'), min: 0, max: 100, format: short },
      series: [
        {
          id: 'right',
          name: t('inspect.reliability.right'),
          kind: 'bar',
          palette: 2,
          points: shares(bins),
        },
        ...(before === null
          ? []
          : [
              {
                id: 'before',
                name: t('inspect.reliability.before'),
                kind: 'line' as const,
                palette: 1,
                points: shares(before.bins),
              },
            ]),
        {
          id: 'ideal',
          name: t('inspect.reliability.ideal'),
          kind: 'line',
          look: 'floor',
          palette: 0,
          points: bins.map(({ above = 0, upTo = 1 }, index) => [index, tidy(((above + upTo) / 2) * 100)]),
        },
      ],
    };
  }

  /** From the highest threshold down, so that recall ascends. */
  function precisionRecall(sweep: ThresholdSweep, threshold: number, positive: string): ChartDescription {
    const at = (index: number): readonly [number, number | null] => {
      const { precision, recall } = scoreAtThreshold(sweep, sweep.counts[index]!);
      return [tidy((recall ?? 0) * 100), precision === null ? null : tidy(precision * 100)];
    };
    return {
      title: t('inspect.threshold.curve'),
      x: { name: `${t('inspect.threshold.recall')}, %`, min: 0, max: 100, format: short },
      y: { name: `${t('inspect.threshold.precision')}, %`, min: 0, max: 100, format: short },
      series: [
        {
          id: 'curve',
          name: t('inspect.threshold.precision'),
          kind: 'line',
          palette: 0,
          points: sweep.counts.map((_, index) => at(thresholdAt(sweep, index))),
        },
        {
          id: 'here',
          name: t('inspect.threshold.here', { value: n(threshold) }),
          kind: 'line',
          palette: 1,
          points: [at(threshold)],
        },
      ],
      marks: [
        {
          axis: 'y',
          value: tidy((sweep.positives / Math.max(1, sweep.positives + sweep.negatives)) * 100),
          name: t('inspect.threshold.chance', { value: positive }),
        },
      ],
    };
  }

  return {
    ...{ ofEyes, inUnit, confidenceRange, thresholdAt },
    ...{ cumulative, histogram, reliability, precisionRecall },
  };
}

/** In hundredths: the curve's points go from the highest threshold down. */
function thresholdAt(sweep: ThresholdSweep, index: number): number {
  return sweep.counts.length - 1 - index;
}

/** Without the digits that floating point leaves behind. */
function tidy(value: number): number {
  return Number(value.toPrecision(9));
}
