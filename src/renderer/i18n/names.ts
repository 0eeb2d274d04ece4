import { useI18n } from 'vue-i18n';
import type { Attribute, AttributeLabel } from '@shared/domain/attribute';
import type { LandmarkPoint } from '@shared/domain/landmarkScheme';
import type { Problem } from '@shared/contract/jobs';
import type { Failure } from '@shared/result';

/** In the window's language; `details` are the studio's own words, where those are not the text. */
export interface Told {
  readonly text: string;
  readonly details: string | null;
}

/**
 * Names in the window's language of what data names: the points, attributes and values that Facet knows have
 * translations, others keep the names that they came with.
 */
export function useNames() {
  const { t, te, tm, n, locale } = useI18n();
  /** English is the data's own language; a name that a person has changed is theirs in every language. */
  const translated = (key: string, own: string): string =>
    locale.value !== 'en' && te(key) && te(key, 'en') && t(key, {}, { locale: 'en' }) === own ? t(key) : own;

  const attributeName = (attribute: Pick<Attribute, 'id' | 'name'>): string =>
    translated(`attribute.${attribute.id}`, attribute.name);
  const headName = (head: string): string => (te(`attribute.${head}`, 'en') ? t(`attribute.${head}`) : head);
  const pointName = (point: Pick<LandmarkPoint, 'id' | 'name'>): string =>
    translated(`point.${point.id}`, point.name);
  const splitName = (split: string): string => (te(`split.${split}`, 'en') ? t(`split.${split}`) : split);

  function valueName(attribute: Attribute | undefined, value: string | null): string {
    if (value === null) return t('common.notLabelled');
    const own = attribute?.values.find((known) => known.id === value)?.name ?? value;
    return translatedValue(value, own);
  }
  /** The same where the name that the data gives is at hand without its attribute. */
  const translatedValue = (value: string, own: string): string => translated(`value.${value}`, own);

  function labelName(attribute: Attribute | undefined, label: AttributeLabel): string {
    if (label === null) return t('common.notLabelled');
    if (typeof label === 'number') return n(label);
    if (typeof label === 'string') return valueName(attribute, label);
    return label.length === 0 ? t('common.none') : label.map((tag) => valueName(attribute, tag)).join(', ');
  }

  /** What failed, why, and what to do. The studio's own words follow as details where they are not English. */
  const failureText = ({ code, message }: Failure): Told => told([`failure.${code}`], message);
  /** The same of what was left out or changed: a problem of its own, or a failure with one of many files. */
  const problemText = ({ code, reason }: Pick<Problem, 'code' | 'reason'>): Told =>
    told([`problem.${code}`, `failure.${code}`], reason);

  function told(keys: readonly string[], words: string): Told {
    const known = locale.value === 'en' ? undefined : keys.find((key) => te(key, locale.value));
    return known === undefined ? { text: words, details: null } : { text: t(known), details: words };
  }

  /** Phases are sentences, not keys: they are looked up as they are. */
  const phaseName = (phase: string): string => (tm('phase') as Record<string, string>)[phase] ?? phase;

  return {
    attributeName,
    headName,
    pointName,
    splitName,
    valueName,
    translatedValue,
    labelName,
    failureText,
    problemText,
    phaseName,
  };
}

export type Names = ReturnType<typeof useNames>;
