import { useI18n } from 'vue-i18n';
import { readingOf } from '@shared/learning/headline';
import { useNumbers } from '../../i18n/numbers';

/** Metrics in words: their names with unit and normaliser, their values as they are read. */
export function useMetricTexts() {
  const { t, te } = useI18n();
  const n = useNumbers();

  const metricName = (metric: string): string =>
    te(`metric.${metric}`, 'en') ? t(`metric.${metric}`) : metric;
  /** For an axis or a column: `NME, % of the eye distance`. */
  const metricAxis = (metric: string): string => {
    const { unit } = readingOf(metric);
    return unit === 'plain' ? metricName(metric) : t(`metric.axis.${unit}`, { metric: metricName(metric) });
  };
  /** A value as metrics have it (shares from 0 to 1). */
  const metricValue = (metric: string, value: number): string =>
    isShare(metric)
      ? t('common.percent', { value: n(value * 100, { maximumFractionDigits: 1, minimumFractionDigits: 1 }) })
      : n(value, { maximumSignificantDigits: 3 });
  /** A value that is in per cent already, as charts have it. */
  const drawnValue = (metric: string, value: number): string =>
    isShare(metric)
      ? t('common.percent', { value: n(value, { maximumFractionDigits: 1 }) })
      : n(value, { maximumSignificantDigits: 3 });
  /** With what it is a share of: `7.9 % of the eye distance`. */
  const normalisedValue = (metric: string, value: number): string => {
    const { unit } = readingOf(metric);
    const said = metricValue(metric, value);
    return unit === 'plain' ? said : t(`metric.of.${unit}`, { value: said });
  };
  return { metricName, metricAxis, metricValue, drawnValue, normalisedValue };
}

/** Shown in per cent: what is a share, of faces or of the distance between the eyes. */
export function isShare(metric: string): boolean {
  const shares = [
    'nme',
    'accuracy',
    'balanced_accuracy',
    'failure_rate',
    'macro_f1',
    'precision',
    'recall',
    'accuracy_baseline',
  ];
  return shares.includes(metric) || metric.startsWith('nme/');
}
