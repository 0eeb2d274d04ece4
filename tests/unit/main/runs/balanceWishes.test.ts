import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { failureOf } from '@shared/result';
import { balanceFor } from '../../../../src/main/runs/balanceWishes';
import { ownAttributes } from './ownAttributes';

const epoch = { kind: 'epoch' } as const;
const buffer = { kind: 'buffer', size: 100 } as const;
const preset = [{ attribute: 'pose', strength: 0.5 }];
const template = {
  ...mtflTemplate,
  attributes: [...mtflTemplate.attributes, ...ownAttributes],
};

describe('how evenly a run draws faces', () => {
  it('is as the preset has it, but for what is wished', () => {
    expect(balanceFor(undefined, preset, epoch, template)).toEqual(preset);
    expect(balanceFor({ smile: 1 }, preset, epoch, template)).toEqual([
      ...preset,
      { attribute: 'smile', strength: 1 },
    ]);
    expect(balanceFor({ pose: 0 }, preset, epoch, template)).toBeUndefined();
    expect(balanceFor(undefined, undefined, epoch, template)).toBeUndefined();
  });

  it('is said nothing of where a buffer shuffles them', () => {
    expect(balanceFor(undefined, preset, buffer, template)).toBeUndefined();
    expect(balanceFor({ pose: 0 }, preset, buffer, template)).toBeUndefined();
  });

  it.each([
    [{ ears: 1 }, epoch, 'unknown-attribute', /no attribute “ears”.*gender, smile, glasses, pose\./],
    [{ ears: 0 }, epoch, 'unknown-attribute', /no attribute “ears”/],
    [{ age: 1 }, epoch, 'bad-balance', /one of a few values, and “age” has others.*balanced by gender/],
    [{ wears: 1 }, epoch, 'bad-balance', /and “wears” has others/],
    [{ pose: 1 }, buffer, 'bad-balance', /shuffles in a buffer.*or shuffle by epochs/],
  ])('cannot be %j with %j', (wished, shuffle, code, message) => {
    try {
      balanceFor(wished as Record<string, number>, preset, shuffle, template);
      throw new Error('It did not fail.');
    } catch (thrown) {
      expect(failureOf(thrown)).toMatchObject({ code, message: expect.stringMatching(message) });
    }
  });
});
