import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faceQuerySchema, plainQuery, type LibraryQuery } from '@shared/contract/library';
import { queryFromAddress, queryToAddress } from '../../../../../src/renderer/features/library/queryAddress';

const word = fc.string({ minLength: 1, maxLength: 12 });
const some = <Value>(values: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> =>
  fc.uniqueArray(values, { minLength: 1, maxLength: 4 });
const range = fc.record({ above: fc.constant(0.1), upTo: fc.constant(0.2) }, { requiredKeys: [] });
const outcome = fc.record(
  { label: word, predicted: word, wrong: fc.boolean(), confidence: range, error: range },
  { requiredKeys: [] },
);
const filter = fc.record(
  {
    splits: some(word),
    sourceIds: some(fc.nat()),
    attributes: fc.dictionary(
      word.filter((id) => id !== '__proto__'),
      some(fc.oneof(word, fc.constant(null))),
      { minKeys: 1, maxKeys: 3 },
    ),
    labelled: fc.constantFrom('complete' as const, 'partial' as const, 'none' as const),
    edited: fc.boolean(),
    flagged: fc.boolean(),
    duplicate: fc.boolean(),
    boxDrawnBy: fc.subarray(['image' as const, 'landmarks' as const, 'detector' as const, 'hand' as const], {
      minLength: 1,
    }),
    nameContains: word,
    contradicted: fc.record({ run: word, heads: some(word) }),
    evaluated: fc.record({ run: word, split: word, head: word, outcome }),
    deleted: fc.boolean(),
  },
  { requiredKeys: [] },
);
const sort = fc.oneof(
  fc.record({ by: fc.constantFrom('id' as const, 'name' as const), descending: fc.boolean() }),
  fc.record({
    by: fc.constantFrom('error' as const, 'confidence' as const),
    run: word,
    head: word,
    descending: fc.boolean(),
  }),
  fc.record({
    by: fc.constant('mistake' as const),
    run: word,
    split: word,
    head: word,
    descending: fc.boolean(),
  }),
);

describe('a query in an address', () => {
  it('comes back as it went', () => {
    fc.assert(
      fc.property(filter, sort, (filter, sort) => {
        const query: LibraryQuery = { filter, sort };
        expect(queryFromAddress(queryToAddress(query))).toEqual(query);
      }),
    );
  });

  it('is nothing when it asks for nothing', () => {
    expect(queryToAddress(plainQuery)).toEqual({});
    expect(queryFromAddress({})).toEqual(plainQuery);
  });

  it('is one that the contract takes, whatever the address says', () => {
    const keys = fc.constantFrom(
      ...['split', 'source', 'is.pose', 'is.', 'labelled', 'edited', 'box', 'name', 'by', 'contradicts'],
      ...['deleted', 'sort', 'down', 'run', 'head', 'on', 'evaluated', 'other'],
    );
    const values = fc.oneof(
      fc.constantFrom('yes', 'no', 'error', 'name', 'complete', 'image', '', '1.5', '7', 'x'.repeat(300)),
      fc.constantFrom('mistake', '{"run":1}', '{"run":"r","split":"s","head":"h","outcome":{}}'),
      fc.constant(null),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.dictionary(keys, fc.oneof(values, fc.array(values))), (address) => {
        expect(faceQuerySchema.safeParse(queryFromAddress(address)).error).toBeUndefined();
      }),
    );
  });

  it('tells "not labelled" from a value', () => {
    const query = queryFromAddress({ 'is.pose': ['', 'left'] });
    expect(query.filter.attributes).toEqual({ pose: [null, 'left'] });
  });
});
