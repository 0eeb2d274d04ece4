import { describe, expect, it } from 'vitest';
import type { PredictedWord, PredictionFilter, PredictionSort } from '@shared/contract/predictions';
import type { NamedHeadForm } from '@shared/learning/headForm';
import { PredictionIndex, type IndexedFace } from '../../../../../src/main/prediction/sets/predictionIndex';
import { SeededRandom } from './seededRandom';

const values = (...ids: string[]) => ids.map((id) => ({ id, name: id }));
const heads: NamedHeadForm[] = [
  { head: 'landmarks', attribute: null, form: { kind: 'points', pointIds: ['nose'], unit: 'pixels' } },
  {
    head: 'pose',
    attribute: 'pose',
    form: { kind: 'classes', values: values('left', 'frontal', 'right'), single: false },
  },
  { head: 'extras', attribute: 'extras', form: { kind: 'tags', values: values('hat', 'beard') } },
  { head: 'age', attribute: 'age', form: { kind: 'numbers', names: ['age'] } },
];

function facesOf(count: number, seed: number): IndexedFace[] {
  const random = new SeededRandom(seed);
  return Array.from({ length: count }, (_, index): IndexedFace => {
    const tags = ['hat', 'beard'].filter(() => random.next() > 0.5);
    const words: PredictedWord[] = [
      { head: 'pose', values: [['left', 'frontal', 'right'][random.below(3)]!], number: random.next() },
      { head: 'extras', values: tags, number: random.next() },
      { head: 'age', values: [], number: index % 11 === 0 ? null : random.below(90) },
    ];
    return { id: index + 1, name: `Folder${index % 4}/Photo-${index}.JPG`, words };
  });
}

/** The same, face by face. */
function meets(
  { name, words }: IndexedFace,
  { heads: conditions = {}, nameContains }: PredictionFilter,
): boolean {
  if (nameContains !== undefined && !name.toLowerCase().includes(nameContains.toLowerCase())) return false;
  return Object.entries(conditions).every(([head, { values: wanted, least, most }]) => {
    const word = words.find((candidate) => candidate.head === head)!;
    // A 32-bit float is what the columns hold.
    const number = word.number === null ? Number.NaN : Math.fround(word.number);
    if (least !== undefined && !(number >= least)) return false;
    if (most !== undefined && !(number <= most)) return false;
    return wanted === undefined || word.values.some((value) => wanted.includes(value));
  });
}

const filters: PredictionFilter[] = [
  {},
  { nameContains: 'folder2' },
  { heads: { pose: { values: ['left'] } } },
  { heads: { pose: { values: ['left', 'right'], least: 0.4 }, extras: { values: ['hat'] } } },
  { heads: { age: { least: 20, most: 40 } }, nameContains: '.jpg' },
  { heads: { pose: { most: 0.1 }, extras: { least: 0.5 }, age: { least: 10 } } },
  { heads: { pose: { values: [] } } },
];
const byPhoto: PredictionSort = { by: 'photo', descending: false };

describe('an index of predictions', () => {
  const faces = facesOf(700, 5);
  const index = new PredictionIndex(heads);
  for (const face of faces) index.add(face);

  it.each(filters)('finds what a look at every face finds: %j', (filter) => {
    const expected = faces.filter((face) => meets(face, filter)).map(({ id }) => id);
    expect([...index.select({ filter, sort: byPhoto })]).toEqual(expected);
    expect([...index.select({ filter, sort: { by: 'photo', descending: true } })]).toEqual(
      expected.toReversed(),
    );
  });

  it.each(filters)('counts each head under the others’ conditions: %j', (filter) => {
    const facets = index.facets(filter);
    expect(facets.total).toBe(faces.filter((face) => meets(face, filter)).length);
    for (const head of ['pose', 'extras', 'age']) {
      const { [head]: _, ...others } = filter.heads ?? {};
      const among = faces.filter((face) => meets(face, { ...filter, heads: others }));
      const saying = (value: string): number =>
        among.filter(({ words }) => words.find((word) => word.head === head)!.values.includes(value)).length;
      const facet = facets.heads[head]!;
      expect(facet.values.map(({ value, faces: count }) => [value, count])).toEqual(
        facet.values.map(({ value }) => [value, saying(value!)]),
      );
      const numbered = among.filter(({ words }) => words.find((word) => word.head === head)!.number !== null);
      expect(facet.bins.reduce((sum, count) => sum + count, 0)).toBe(numbered.length);
    }
    expect(facets.heads['pose']!.range).toEqual([0, 1]);
    expect(facets.heads['landmarks']).toBeUndefined();
  });

  it('orders by a head’s confidence, those without a number last either way', () => {
    const ageOf = (id: number): number | null => faces[id - 1]!.words[2]!.number;
    for (const descending of [false, true]) {
      const ids = [...index.select({ filter: {}, sort: { by: 'confidence', head: 'age', descending } })];
      expect(ids).toHaveLength(700);
      const ages = ids.map(ageOf);
      const known = ages.filter((age) => age !== null);
      expect(ages.slice(known.length).every((age) => age === null)).toBe(true);
      const ascending = known.toSorted((first, second) => first - second);
      expect(known).toEqual(descending ? ascending.toReversed() : ascending);
    }
  });

  it('has what is added after it was asked', () => {
    const growing = new PredictionIndex(heads);
    growing.add(faces[0]!);
    expect(growing.select({ filter: {}, sort: byPhoto })).toHaveLength(1);
    growing.add(faces[1]!);
    expect([...growing.select({ filter: {}, sort: byPhoto })]).toEqual([1, 2]);
    expect(growing.lastId).toBe(2);
  });

  it('refuses a head that it does not know', () => {
    const filter = { heads: { mood: { values: ['good'] } } };
    expect(() => index.select({ filter, sort: byPhoto })).toThrow(
      expect.objectContaining({ code: 'head-unknown' }),
    );
    expect(() => index.facets(filter)).toThrow('no head “mood”');
  });
});
