import { useI18n } from 'vue-i18n';
import type { Spread } from '@shared/trials/spread';
import { useNumbers } from '../../../i18n/numbers';
import { isShare } from '../useMetricTexts';

/** Means with their standard deviations, as a metric is read: `7.91 ± 0.12 %`. */
export function useSpreadTexts() {
  const { t } = useI18n();
  const n = useNumbers();

  function text(metric: string, { mean, deviation }: Spread, signed: boolean): string {
    const scale = isShare(metric) ? 100 : 1;
    const digits =
      scale === 100
        ? { minimumFractionDigits: 2, maximumFractionDigits: 2 }
        : { maximumSignificantDigits: 3 };
    const shown = n(mean * scale, { ...digits, ...(signed ? { signDisplay: 'exceptZero' } : {}) });
    const value =
      deviation === null
        ? shown
        : t('trials.spread', { mean: shown, deviation: n(deviation * scale, digits) });
    return scale === 100 ? t('common.percent', { value }) : value;
  }
  const spreadText = (metric: string, spread: Spread): string => text(metric, spread, false);
  const differenceText = (metric: string, spread: Spread): string => text(metric, spread, true);
  return { spreadText, differenceText };
}
