import { useI18n } from 'vue-i18n';
import type { Duration } from '@shared/learning/configuration';
import type { SettingValue } from '@shared/trials/study';
import { useNames } from '../../../i18n/names';
import { useNumbers } from '../../../i18n/numbers';
import { settingNumber } from '../settingUnits';
import { settingParts, type SettingPart } from './settingParts';

/** Settings in words, as a search space and two runs that are compared have them. */
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
  /** With its unit: `12 %`, `64 px`. */
  function numberText(setting: string, value: number): string {
    const { unit, scale = 1 } = settingNumber(setting);
    const number = n(value * scale, { maximumSignificantDigits: 4 });
    if (unit === '%') return t('common.percent', { value: number });
    return unit === undefined ? number : `${number}\u00a0${unit}`;
  }
  function partText(part: SettingPart): string {
    switch (part.kind) {
      case 'word':
        return te(part.key, 'en') ? t(part.key) : part.plain;
      case 'number':
        return numberText(part.setting, part.value);
      case 'range':
        return `${numberText(part.setting, part.from)} – ${numberText(part.setting, part.to)}`;
      case 'strength':
        return `${headName(part.attribute)} ${n(part.value, { maximumSignificantDigits: 4 })}`;
      case 'named':
        return `${settingName(part.setting)} ${partText(part.of)}`;
    }
  }
  const settingValue = (setting: string, value: SettingValue | undefined): string => {
    const parts = settingParts(setting, value);
    return parts.length === 0 ? t('common.none') : parts.map(partText).join(', ');
  };
  function durationText(duration: Duration): string {
    const [unit, amount] =
      'epochs' in duration ? (['epochs', duration.epochs] as const) : (['steps', duration.steps] as const);
    // A part of an epoch is told as several are, however small, and never as none.
    const form = amount === 1 ? 1 : 2;
    const digits = amount < 1 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 2 };
    return t(`trials.length.${unit}`, { count: n(amount, digits) }, form);
  }
  return { settingName, settingValue, numberText, durationText };
}
