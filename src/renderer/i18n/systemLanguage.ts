import { languages, type Language } from '../stores/preferences';

/** The first of the system's languages that Facet speaks. */
export function systemLanguage(wished: readonly string[]): Language {
  for (const tag of wished) {
    const known = languages.find((language) => language === tag.toLowerCase().split('-')[0]);
    if (known) return known;
  }
  return 'en';
}
