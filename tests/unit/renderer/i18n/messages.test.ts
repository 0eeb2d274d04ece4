import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandIds } from '../../../../src/renderer/commands/table';
import english from '../../../../src/renderer/i18n/en';
import italian from '../../../../src/renderer/i18n/it';
import { systemLanguage } from '../../../../src/renderer/i18n/systemLanguage';

const source = resolve(import.meta.dirname, '../../../../src/renderer');

function flat(messages: object, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(messages).flatMap(([key, value]: [string, unknown]) =>
      typeof value === 'string'
        ? [[`${prefix}${key}`, value] as const]
        : [...flat(value as object, `${prefix}${key}.`)],
    ),
  );
}
const inEnglish = flat(english);
const inItalian = flat(italian);
/** Only where the studio's own English is not good enough. */
const isTranslationOnly = (key: string): boolean => /^(failure|phase)\./.test(key);

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
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(vue|ts)$/.test(name),
    );
    const asked = files.flatMap((name) =>
      [...readFileSync(join(source, name), 'utf8').matchAll(/\bt\(\s*'([\w.]+)'/g)].map((match) => match[1]!),
    );
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter((key) => !inEnglish.has(key))).toEqual([]);
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
