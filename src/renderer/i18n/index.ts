import { createI18n } from 'vue-i18n';
import type { Language } from '../stores/preferences';
import english from './en';

/**
 * English stands in for what another language lacks; other languages come when they are chosen. Messages are
 * interpreted, never turned into code: the window's policy forbids that.
 */
export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  flatJson: true,
  missingWarn: false,
  fallbackWarn: false,
  messages: { en: english },
});

const loaders: Readonly<Record<Exclude<Language, 'en'>, () => Promise<{ default: object }>>> = {
  it: () => import('./it'),
};

export async function useLanguage(language: Language): Promise<void> {
  if (language !== 'en') {
    const messages = await loaders[language]();
    i18n.global.setLocaleMessage(language, messages.default as typeof english);
  }
  (i18n.global.locale as unknown as { value: string }).value = language;
  document.documentElement.lang = language;
}
