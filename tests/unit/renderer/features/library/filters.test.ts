import { describe, expect, it } from 'vitest';
import { plainQuery, type LibraryFilter } from '@shared/contract/library';
import {
  choicesOf,
  isChosen,
  withChoice,
  withoutUnknownRuns,
} from '../../../../../src/renderer/features/library/filters';

const facets = [
  { facet: 'split', value: 'training' },
  { facet: 'source', value: '2' },
  { facet: 'is.pose', value: 'left' },
  { facet: 'is.pose', value: null },
  { facet: 'labelled', value: 'partial' },
  { facet: 'state', value: 'flagged' },
  { facet: 'state', value: 'deleted' },
  { facet: 'box', value: 'hand' },
  { facet: 'contradicts', value: 'pose' },
];

describe('choices', () => {
  it.each(facets)('puts $facet = $value in and takes it out again', (choice) => {
    const chosen = withChoice({}, choice, 'studio-1');
    expect(chosen).not.toEqual({});
    expect(isChosen(chosen, choice)).toBe(true);
    expect(withChoice(chosen, choice, 'studio-1')).toEqual({});
  });

  it('holds all of them at once, and lists each', () => {
    const filter = facets.reduce<LibraryFilter>((before, choice) => withChoice(before, choice, 'r'), {});
    expect(choicesOf(filter)).toHaveLength(facets.length);
    for (const choice of facets) expect(isChosen(filter, choice)).toBe(true);
  });

  it('keeps the file name and the other choices', () => {
    const filter = withChoice({ nameContains: 'x', splits: ['a'] }, { facet: 'split', value: 'b' }, null);
    expect(filter).toEqual({ nameContains: 'x', splits: ['a', 'b'] });
  });

  it('asks a contradiction of the run that the filter is about', () => {
    const filter = withChoice(
      { contradicted: { run: 'old', heads: ['smile'] } },
      { facet: 'contradicts', value: 'pose' },
      'new',
    );
    expect(filter.contradicted).toEqual({ run: 'old', heads: ['smile', 'pose'] });
    expect(withChoice({}, { facet: 'contradicts', value: 'pose' }, null)).toEqual({});
  });

  it('replaces one state of labels by another: a face has one', () => {
    expect(withChoice({ labelled: 'none' }, { facet: 'labelled', value: 'complete' }, null)).toEqual({
      labelled: 'complete',
    });
  });
});

describe('a query about runs', () => {
  const evaluated = { run: 'gone', split: 'testing', head: 'pose', outcome: { wrong: true } } as const;
  const contradicted = { run: 'Here', heads: ['pose'] };
  const sort = { by: 'error', run: 'gone', head: 'pose', descending: true } as const;

  it('loses what it asks of one that is not there, and keeps the rest', () => {
    const query = { filter: { splits: ['testing'], evaluated, contradicted }, sort };
    expect(withoutUnknownRuns(query, ['here'])).toEqual({
      filter: { splits: ['testing'], contradicted },
      sort: plainQuery.sort,
    });
    expect(withoutUnknownRuns({ filter: { contradicted }, sort: plainQuery.sort }, [])).toEqual(plainQuery);
  });

  it('stays itself where all of them are there', () => {
    const query = { filter: { evaluated, contradicted }, sort };
    expect(withoutUnknownRuns(query, ['HERE', 'gone'])).toBe(query);
    expect(withoutUnknownRuns(plainQuery, [])).toBe(plainQuery);
  });
});
