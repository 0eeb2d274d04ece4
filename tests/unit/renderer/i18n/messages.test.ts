import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandIds } from '../../../../src/renderer/commands/table';
import english from '../../../../src/renderer/i18n/en';
import italian from '../../../../src/renderer/i18n/it';
import { systemLanguage } from '../../../../src/renderer/i18n/systemLanguage';

const source = resolve(import.meta.dirname, '../../../../src/renderer');
const studio = resolve(import.meta.dirname, '../../../../src/main');

function flat(messages: object, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(messages).flatMap(([key, value]: [string, unknown]) =>
      typeof value === 'string'
        ? [[`${prefix}${key}`, value] as const]
        : [...flat(value as object, `${prefix}${key}.`)],
    ),
  );
}
/** By the terminal alone, or taken up by the window itself. */
const isNeverShown: ReadonlySet<string> = new Set([
  'host-unknown',
  'not-built',
  'output-holds-results',
  'port-in-use',
  'port-refused',
  'results-differ',
  'results-missing',
  'step-is-import',
  'step-is-large',
]);
/** What a pattern's first group matches in the sources below a folder. */
function found(folder: string, pattern: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(vue|ts)$/.test(name))
    .flatMap((name) => [...readFileSync(join(folder, name), 'utf8').matchAll(pattern)])
    .map((match) => match[1]!);
}
const inEnglish = flat(english);
const inItalian = flat(italian);
/** Only where the studio's own English is not good enough. */
const isTranslationOnly = (key: string): boolean => /^(failure|phase|problem)\./.test(key);

describe('messages', () => {
  it('are there in both languages', () => {
    const missing = [...inEnglish.keys()].filter((key) => !inItalian.has(key));
    const surplus = [...inItalian.keys()].filter((key) => !inEnglish.has(key) && !isTranslationOnly(key));
    expect({ missing, surplus }).toEqual({ missing: [], surplus: [] });
  });

  it('take the same values and have as many plural forms', () => {
    const shapeOf = (text: string): string => {
      const names = new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
      return `${[...names].sort().join()} ${text.split(' | ').length}`;
    };
    for (const [key, text] of inEnglish) {
      expect(`${key}: ${shapeOf(inItalian.get(key) ?? '')}`).toBe(`${key}: ${shapeOf(text)}`);
    }
  });

  it('name every command', () => {
    for (const id of commandIds) expect(inEnglish.has(`command.${id}`), id).toBe(true);
  });

  it('have every key that a component asks for', () => {
    const asked = found(source, /\bt\(\s*'([\w.]+)'/g);
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter((key) => !inEnglish.has(key))).toEqual([]);
  });

  it('say in Italian whatever problem the studio tells of a file', () => {
    const told = [
      ...found(join(studio, 'datasets'), /\b(?:skip|note|tell|problem)\((?:[\w.()!]+,)?\s*'([a-z-]+)'/g),
      ...found(studio, /\bcode: '([a-z-]+)',\s*reason\b/g),
    ];
    expect(new Set(told).size).toBeGreaterThan(30);
    const isKnown = (code: string): boolean =>
      inItalian.has(`problem.${code}`) || inItalian.has(`failure.${code}`);
    expect(told.filter((code) => !isKnown(code))).toEqual([]);
  });

  it('say in Italian whatever failure a window can be answered with', () => {
    const told = new Set(found(studio, /\bfail\(\s*'([a-z]+(?:-[a-z]+)+)'/g));
    expect(told.size).toBeGreaterThan(100);
    const unsaid = [...told].filter((code) => !inItalian.has(`failure.${code}`));
    expect(unsaid.filter((code) => !isNeverShown.has(code)).sort()).toEqual([]);
    expect([...isNeverShown].filter((code) => !told.has(code))).toEqual([]);
  });

  it('hold no sign that the translator would take for its own', () => {
    for (const text of [...inEnglish.values(), ...inItalian.values()]) expect(text).not.toMatch(/@/);
  });
});

describe('systemLanguage', () => {
  it('is the first of the system’s that Facet speaks', () => {
    expect(systemLanguage(['de-CH', 'it-CH', 'en'])).toBe('it');
    expect(systemLanguage(['EN-us'])).toBe('en');
    expect(systemLanguage(['de'])).toBe('en');
  });
});
