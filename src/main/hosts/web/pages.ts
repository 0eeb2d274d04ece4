import { createHash } from 'node:crypto';
import type { Reply } from '../reply';

/** The few pages that somebody sees who is not logged in: no script, nothing loaded, no word about the project. */
export type PageName = 'login' | 'refused' | 'wait';

const style = `:root{color-scheme:dark light;font:16px/1.5 system-ui,sans-serif}body{max-width:36rem;margin:20vh auto;padding:0 1rem}`;
const styleHash = createHash('sha256').update(style).digest('base64');

const statuses: Readonly<Record<PageName, number>> = { login: 401, refused: 401, wait: 429 };

const texts: Readonly<Record<'en' | 'it', Readonly<Record<PageName, readonly [string, string]>>>> = {
  en: {
    login: [
      'This browser is not logged in',
      'Open the address that Facet has printed in its terminal. It works once: press Enter there for a fresh one.',
    ],
    refused: [
      'This address has been used, or is not right',
      'Each address lets one browser in, once. Press Enter in Facet’s terminal for a fresh one.',
    ],
    wait: ['Too many attempts', 'Wait a few seconds, then load this page again.'],
  },
  it: {
    login: [
      'Questo browser non ha effettuato l’accesso',
      'Apri l’indirizzo che Facet ha scritto nel terminale. Vale una volta sola: premi Invio lì per averne uno nuovo.',
    ],
    refused: [
      'Questo indirizzo è già stato usato, o non è giusto',
      'Ogni indirizzo fa entrare un browser, una volta sola. Premi Invio nel terminale di Facet per averne uno nuovo.',
    ],
    wait: ['Troppi tentativi', 'Aspetta qualche secondo, poi ricarica questa pagina.'],
  },
};

/** In the language that the browser puts first, of those that Facet speaks. */
export function pageReply(name: PageName, acceptLanguage: string | undefined): Reply {
  const language = preferredLanguage(acceptLanguage ?? '');
  const [title, text] = texts[language][name];
  return {
    status: statuses[name],
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': language,
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    },
    body:
      `<!doctype html><html lang="${language}"><head><meta charset="utf-8">` +
      `<meta name="viewport" content="width=device-width"><title>${title} · Facet</title>` +
      `<style>${style}</style></head><body><h1>${title}</h1><p>${text}</p></body></html>`,
  };
}

function preferredLanguage(acceptLanguage: string): 'en' | 'it' {
  const asked = acceptLanguage.split(',').map((range) => range.trim().slice(0, 2).toLowerCase());
  return asked.find((language) => language === 'it' || language === 'en') === 'it' ? 'it' : 'en';
}
