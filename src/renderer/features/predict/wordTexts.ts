import { useI18n } from 'vue-i18n';
import type { PredictedWord } from '@shared/contract/predictions';
import type { NamedHeadForm } from '@shared/learning/headForm';
import { useNames } from '../../i18n/names';

/** A head's word as it is shown: `Pose`, `Frontal`, `98 %`. */
export interface WordText {
  readonly head: string;
  readonly name: string;
  readonly value: string;
  /** Null where a head gives no confidence. */
  readonly confidence: string | null;
}

/** What heads say, in the window's language. */
export function useWordTexts() {
  const { t, n } = useI18n();
  const { headName, translatedValue } = useNames();

  const percent = (share: number): string => t('common.percent', { value: n(Math.round(share * 100)) });
  const number = (value: number): string => n(value, { maximumSignificantDigits: 4 });

  function valueName({ form }: NamedHeadForm, value: string): string {
    const own = 'values' in form ? form.values.find(({ id }) => id === value)?.name : undefined;
    return translatedValue(value, own ?? value);
  }

  function wordText(named: NamedHeadForm, { values, number: said }: PredictedWord): WordText {
    const name = headName(named.head);
    if (named.form.kind === 'numbers') {
      return { head: named.head, name, value: said === null ? '–' : number(said), confidence: null };
    }
    const value = values.map((one) => valueName(named, one)).join(', ') || t('common.none');
    return { head: named.head, name, value, confidence: said === null ? null : percent(said) };
  }

  function wordTexts(heads: readonly NamedHeadForm[], words: readonly PredictedWord[]): WordText[] {
    return heads.flatMap((named) => {
      const word = words.find(({ head }) => head === named.head);
      return word ? [wordText(named, word)] : [];
    });
  }

  return { valueName, wordText, wordTexts, percent, number };
}
