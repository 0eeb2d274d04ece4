import { useI18n } from 'vue-i18n';
import type { LibraryFilter } from '@shared/contract/library';
import type { Attribute } from '@shared/domain/attribute';
import type { Outcome } from '@shared/insight/outcome';
import type { Range } from '@shared/insight/range';
import type { HeadConfiguration } from '@shared/learning/configuration';
import { useProject } from '../stores/project';
import { useNames } from './names';

/** In words: what a chart shows of faces, and what opened the Library. */
export function useOutcomes() {
  const { t, n } = useI18n();
  const names = useNames();
  const project = useProject();

  const headOf = (run: string, head: string): HeadConfiguration | undefined =>
    project.runs.find(({ name }) => name === run)?.configuration.heads.find(({ name }) => name === head);
  const attributeOf = (head: HeadConfiguration | undefined): Attribute | undefined => {
    const id = head?.target.from === 'attribute' ? head.target.attribute : null;
    return project.template?.attributes.find((attribute) => attribute.id === id);
  };

  function rangeText({ above, upTo }: Range, said: (value: number) => string): string {
    if (above !== undefined && upTo !== undefined) {
      return t('outcome.between', { from: said(above), to: said(upTo) });
    }
    if (above !== undefined) return t('outcome.above', { from: said(above) });
    return upTo === undefined ? t('outcome.any') : t('outcome.upTo', { to: said(upTo) });
  }
  const percent = (share: number): string =>
    t('outcome.percent', { value: n(share * 100, { maximumFractionDigits: 2 }) });
  const plain = (value: number): string => n(value, { maximumSignificantDigits: 4 });

  /** An error of a head, in its own measure and unit. */
  function errorRange(head: HeadConfiguration | undefined, range: Range): string {
    return head?.kind === 'landmarks'
      ? t('outcome.ofEyes', { range: rangeText(range, percent) })
      : rangeText(range, plain);
  }

  function outcomeText(outcome: Outcome, head: HeadConfiguration | undefined): string {
    const attribute = attributeOf(head);
    const value = (id: string): string => names.valueName(attribute, id);
    const { label, predicted, wrong, suspect, confidence, probability, error, pointError, tag } = outcome;
    const point = project.template?.scheme.points.find(({ id }) => id === pointError?.point);
    const parts = [
      label !== undefined && t('outcome.labelled', { value: value(label) }),
      predicted !== undefined && t('outcome.predicted', { value: value(predicted) }),
      wrong !== undefined && t(wrong ? 'outcome.wrong' : 'outcome.right'),
      suspect !== undefined && t(suspect ? 'outcome.suspect' : 'outcome.unsuspected'),
      confidence && t('outcome.confidence', { range: rangeText(confidence, percent) }),
      probability &&
        t('outcome.probability', { value: value(probability.of), range: rangeText(probability, percent) }),
      error && t('outcome.error', { range: errorRange(head, error) }),
      pointError &&
        t('outcome.errorOf', {
          point: point ? names.pointName(point) : pointError.point,
          range: errorRange(head, pointError),
        }),
      tag?.label !== undefined &&
        t(tag.label ? 'outcome.tagLabelled' : 'outcome.tagNotLabelled', { tag: value(tag.value) }),
      tag?.predicted !== undefined &&
        t(tag.predicted ? 'outcome.tagPredicted' : 'outcome.tagNotPredicted', { tag: value(tag.value) }),
    ].filter((part) => typeof part === 'string');
    return parts.length === 0 ? t('outcome.all') : parts.join(', ');
  }

  function ofCondition({ run, split, head, outcome }: NonNullable<LibraryFilter['evaluated']>): string {
    return t('outcome.chip', {
      run,
      split: names.splitName(split),
      head: names.headName(head),
      what: outcomeText(outcome, headOf(run, head)),
    });
  }

  return { rangeText, percent, plain, attributeOf, headOf, outcomeText, ofCondition };
}
