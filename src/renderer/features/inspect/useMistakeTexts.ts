import { useI18n } from 'vue-i18n';
import type { Mistake } from '@shared/contract/inspect';
import type { Attribute } from '@shared/domain/attribute';
import type { HeadForm } from '@shared/insight/headColumns';
import { useNames } from '../../i18n/names';
import { useNumbers } from './useNumbers';

/** What a row of the list says: to the eye, and as a whole to a screen reader. */
export interface MistakeTexts {
  readonly labelled: string;
  /** Null where the head chooses nothing, and its error is what there is to say. */
  readonly predicted: string | null;
  readonly confidence: string | null;
  readonly error: string;
  readonly label: string;
}

export function useMistakeTexts() {
  const { t, n } = useI18n();
  const names = useNames();
  const { percent, plain } = useNumbers();

  return (mistake: Mistake, form: HeadForm['form'], attribute: Attribute | undefined): MistakeTexts => {
    const listed = (values: readonly string[] | null): string =>
      values === null || values.length === 0
        ? t('common.none')
        : values.map((value) => names.valueName(attribute, value)).join(', ');
    const { tile, labelled, predicted, confidence, numbers } = mistake;
    const file = tile.imagePath;
    const error =
      form === 'points'
        ? t('inspect.percentOfEyes', { value: n(mistake.error * 100, { maximumFractionDigits: 1 }) })
        : plain(mistake.error);
    const state = (['changed', 'confirmed'] as const)
      .filter((known) => mistake[known])
      .map((known) => `, ${t(`inspect.mistakes.${known}`)}`)
      .join('');
    if (form === 'choice' || form === 'tags') {
      const said = { file, label: listed(labelled), predicted: listed(predicted) };
      const sure = confidence === null ? null : percent(confidence, 0);
      return {
        labelled: said.label,
        predicted: said.predicted,
        confidence: sure,
        error,
        label:
          (sure === null
            ? t('inspect.mistakes.rowPlain', said)
            : t('inspect.mistakes.row', { ...said, confidence: sure })) + state,
      };
    }
    if (numbers !== null) {
      const said = { file, label: plain(numbers.label), predicted: plain(numbers.predicted) };
      return {
        labelled: said.label,
        predicted: said.predicted,
        confidence: null,
        error,
        label: t('inspect.mistakes.rowPlain', said) + state,
      };
    }
    return {
      labelled: '',
      predicted: null,
      confidence: null,
      error,
      label: t('inspect.mistakes.rowError', { file, error }) + state,
    };
  };
}
