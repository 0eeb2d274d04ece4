import { describe, expect, it } from 'vitest';
import { corpusOf, regressionsOf } from '../../../../../bench/fuzz/fuzz';
import { mutated, numbersFrom } from '../../../../../bench/fuzz/mutate';
import { parsers } from '../../../../../bench/fuzz/parsers';

/** Of each parser; `npm run fuzz` makes as many as a minute has room for. */
const attacks = 40;

describe.each(parsers)('the parser of $name', ({ name, attack }) => {
  it('takes sound files, those on which one once failed, and nearly sound ones', async () => {
    const corpus = corpusOf(name);
    expect(corpus.length).toBeGreaterThan(0);
    for (const bytes of [...corpus, ...regressionsOf(name)]) await attack(bytes);
    const below = numbersFrom(1);
    for (let count = 0; count < attacks; count += 1) {
      await attack(mutated(corpus[below(corpus.length)]!, corpus, below));
    }
  });
});
