import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(resolve(import.meta.dirname, '../../../../src/renderer/ui/tokens.css'), 'utf8');

/** Every colour token that has a light and a dark value, as hexadecimal. */
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map((match) => [
    match[1]!,
    { light: match[2]!, dark: match[3]! },
  ]),
);

/** WCAG 2.2, relative luminance and contrast ratio. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const share = parseInt(hex.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const surfaces = ['ground', 'panel', 'raised', 'pressed'];
const pairs = [
  ...['text', 'text-second', 'text-third'].flatMap((text) =>
    surfaces.map((surface) => [text, surface] as const),
  ),
  ...['accent', 'warn', 'bad', 'ghost'].map((text) => [text, 'panel'] as const),
  ...['accent', 'warn', 'bad', 'ghost'].map((text) => [text, 'ground'] as const),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['on-accent-soft', 'accent-soft'],
] as const;

describe('the colours', () => {
  it.each(pairs)('can be read: %s on %s, in both themes', (text, surface) => {
    for (const theme of ['light', 'dark'] as const) {
      const ratio = contrast(tokens.get(text)![theme], tokens.get(surface)![theme]);
      expect(ratio, theme).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('draw a chart’s series so that each is seen on its panel', () => {
    for (let series = 1; series <= 8; series += 1) {
      for (const theme of ['light', 'dark'] as const) {
        expect(contrast(tokens.get(`series-${series}`)![theme], tokens.get('panel')![theme])).toBeGreaterThan(
          3,
        );
      }
    }
  });

  it('show where a control ends: its line against what it stands on', () => {
    for (const theme of ['light', 'dark'] as const) {
      expect(contrast(tokens.get('line-strong')![theme], tokens.get('panel')![theme])).toBeGreaterThanOrEqual(
        3,
      );
    }
  });
});
