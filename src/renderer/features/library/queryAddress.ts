import {
  faceFilterSchema,
  type LibraryFilter,
  type LibraryQuery,
  type LibrarySort,
} from '@shared/contract/library';
import { boxOrigins } from '@shared/domain/face';
import { rankings } from '@shared/insight/ranking';
import { stateFlags } from './filters';

/** The part of an address behind `?`, as the router has it. */
export type AddressQuery = Readonly<Record<string, string | null | readonly (string | null)[] | undefined>>;

/** Stands for "not labelled" among values: no value's id is empty. */
const notLabelled = '';
const labelledStates = ['complete', 'partial', 'none'] as const;

/** A query as an address keeps it: whatever is plain is left out. */
export function queryToAddress({ filter, sort }: LibraryQuery): Record<string, string | string[]> {
  const address: Record<string, string | string[]> = {};
  if (filter.splits?.length) address['split'] = [...filter.splits];
  if (filter.sourceIds?.length) address['source'] = filter.sourceIds.map(String);
  for (const [attribute, values] of Object.entries(filter.attributes ?? {})) {
    if (values.length > 0) address[`is.${attribute}`] = values.map((value) => value ?? notLabelled);
  }
  if (filter.labelled) address['labelled'] = filter.labelled;
  for (const flag of stateFlags) {
    const said = filter[flag];
    if (said !== undefined) address[flag] = yes(said);
  }
  if (filter.boxDrawnBy?.length) address['box'] = [...filter.boxDrawnBy];
  if (filter.nameContains) address['name'] = filter.nameContains;
  if (filter.contradicted) {
    address['by'] = filter.contradicted.run;
    address['contradicts'] = [...filter.contradicted.heads];
  }
  if (filter.evaluated) address['evaluated'] = JSON.stringify(filter.evaluated);
  if (sort.by !== 'id' || sort.descending) {
    address['sort'] = sort.by;
    if (sort.descending) address['down'] = 'yes';
    if ('head' in sort) {
      address['run'] = sort.run;
      address['head'] = sort.head;
      if (sort.by === 'mistake') {
        address['on'] = sort.split;
        if (sort.ranking) address['ranked'] = sort.ranking;
      }
    }
  }
  return address;
}

/** The query of an address; what is no condition (an old link, a slip of the hand) is passed over. */
export function queryFromAddress(address: AddressQuery): LibraryQuery {
  const filter: Mutable<LibraryFilter> = {};
  const splits = all(address['split']).filter((split) => split !== '');
  if (splits.length > 0) filter.splits = splits;
  const sourceIds = all(address['source']).map(Number).filter(Number.isInteger);
  if (sourceIds.length > 0) filter.sourceIds = sourceIds;
  const attributes = Object.entries(address)
    .filter(([key]) => key.startsWith('is.') && key.length > 3)
    .map(([key, values]) => [
      key.slice(3),
      all(values).map((value) => (value === notLabelled ? null : value)),
    ]);
  if (attributes.length > 0) {
    filter.attributes = Object.fromEntries(attributes) as Record<string, (string | null)[]>;
  }
  const labelled = labelledStates.find((state) => state === one(address['labelled']));
  if (labelled) filter.labelled = labelled;
  for (const flag of stateFlags) {
    const said = one(address[flag]);
    if (said === 'yes' || said === 'no') filter[flag] = said === 'yes';
  }
  const boxes = boxOrigins.filter((origin) => all(address['box']).includes(origin));
  if (boxes.length > 0) filter.boxDrawnBy = boxes;
  const name = one(address['name']);
  if (name) filter.nameContains = name.slice(0, 200);
  const run = one(address['by']);
  const heads = all(address['contradicts']).filter((head) => head !== '');
  if (run && heads.length > 0) filter.contradicted = { run, heads };
  const evaluated = evaluatedFrom(one(address['evaluated']));
  if (evaluated) filter.evaluated = evaluated;
  return { filter, sort: sortFromAddress(address) };
}

/** What a chart opened: a cell, a bar, a bin; too many kinds for words of their own in an address. */
function evaluatedFrom(text: string | undefined): LibraryFilter['evaluated'] {
  try {
    return faceFilterSchema.safeParse({ evaluated: JSON.parse(text ?? 'null') as unknown }).data?.evaluated;
  } catch {
    return undefined;
  }
}

function sortFromAddress(address: AddressQuery): LibrarySort {
  const descending = one(address['down']) === 'yes';
  const by = one(address['sort']);
  const [run, head, split] = [one(address['run']), one(address['head']), one(address['on'])];
  if (by === 'name' || by === 'queue' || by === 'repeat') return { by, descending };
  if ((by === 'error' || by === 'confidence') && run && head) return { by, run, head, descending };
  if (by === 'mistake' && run && head && split) {
    const ranking = rankings.find((known) => known === one(address['ranked']));
    return { by, run, split, head, ...(ranking ? { ranking } : {}), descending };
  }
  return { by: 'id', descending };
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

const yes = (value: boolean): string => (value ? 'yes' : 'no');
const all = (value: AddressQuery[string]): string[] =>
  (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(
    (part: string | null) => part ?? '',
  );
const one = (value: AddressQuery[string]): string | undefined => all(value)[0];
