import { useI18n } from 'vue-i18n';
import type { Duration } from '@shared/learning/configuration';
import type { SettingValue } from '@shared/trials/study';
import { useNames } from '../../../i18n/names';
import { useNumbers } from '../../../i18n/numbers';

/** Settings of a search space in words. */
export function useSettingTexts() {
  const { t, te } = useI18n();
  const { headName } = useNames();
  const n = useNumbers();

  function settingName(setting: string): string {
    if (setting.startsWith('weights.')) {
      return t('train.head.weight', { head: headName(setting.slice('weights.'.length)) });
    }
    const name = setting.replace(/^augmentation\./, '');
    return te(`train.setting.${name}`, 'en') ? t(`train.setting.${name}`) : setting;
  }
  function settingValue(value: SettingValue | undefined): string {
    if (value === undefined || value === null) return t('common.none');
    if (typeof value === 'number') return n(value, { maximumSignificantDigits: 4 });
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
  function durationText(duration: Duration): string {
    const [unit, amount] =
      'epochs' in duration ? (['epochs', duration.epochs] as const) : (['steps', duration.steps] as const);
    // A part of an epoch is told as several are, however small, and never as none.
    const form = amount === 1 ? 1 : 2;
    const digits = amount < 1 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 2 };
    return t(`trials.length.${unit}`, { count: n(amount, digits) }, form);
  }
  return { settingName, settingValue, durationText };
}
