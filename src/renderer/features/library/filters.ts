import { plainQuery, type LibraryFilter, type LibraryQuery } from '@shared/contract/library';

/**
 * A value of a facet: `key` names the facet (`split`, `is.pose`, `flagged`, …), `value` the choice in it; null
 * stands for "not labelled". One shape for every facet, so that panel, chips and address speak of them alike.
 */
export interface Choice {
  readonly facet: string;
  readonly value: string | null;
}

/** What a face is or is not, in the panel's order. */
export const stateFlags = [
  'edited',
  'flagged',
  'confirmed',
  'queued',
  'duplicate',
  'repeated',
  'deleted',
] as const;

/** What a filter asks for, choice by choice; the file name and the run are told apart from these. */
export function choicesOf(filter: LibraryFilter): Choice[] {
  const many = (facet: string, values: readonly (string | null)[] | undefined): Choice[] =>
    (values ?? []).map((value) => ({ facet, value }));
  return [
    ...many('split', filter.splits),
    ...many('source', filter.sourceIds?.map(String)),
    ...Object.entries(filter.attributes ?? {}).flatMap(([id, values]) => many(`is.${id}`, values)),
    ...many('labelled', filter.labelled && [filter.labelled]),
    ...stateFlags.flatMap((flag) => (filter[flag] ? [{ facet: 'state', value: flag }] : [])),
    ...many('box', filter.boxDrawnBy),
    ...many('contradicts', filter.contradicted?.heads),
    ...many('evaluated', filter.evaluated && [filter.evaluated.head]),
  ];
}

export function isChosen(filter: LibraryFilter, choice: Choice): boolean {
  return choicesOf(filter).some((other) => other.facet === choice.facet && other.value === choice.value);
}

/** The filter with a choice put in or taken out; `run` is whose predictions a contradiction is about. */
export function withChoice(filter: LibraryFilter, choice: Choice, run: string | null): LibraryFilter {
  const { facet, value } = choice;
  if (facet.startsWith('is.')) {
    const id = facet.slice(3);
    const values = flipped(filter.attributes?.[id], value);
    const attributes = { ...filter.attributes, [id]: values };
    const kept = Object.fromEntries(Object.entries(attributes).filter(([, chosen]) => chosen.length > 0));
    return compact({ ...filter, attributes: Object.keys(kept).length > 0 ? kept : undefined });
  }
  switch (facet) {
    case 'split':
      return compact({ ...filter, splits: someOf(flipped(filter.splits, value ?? '')) });
    case 'source':
      return compact({ ...filter, sourceIds: someOf(flipped(filter.sourceIds, Number(value))) });
    case 'labelled':
      return compact({
        ...filter,
        labelled: filter.labelled === value ? undefined : (value as LibraryFilter['labelled']),
      });
    case 'state': {
      const flag = stateFlags.find((known) => known === value);
      return flag ? compact({ ...filter, [flag]: filter[flag] ? undefined : true }) : filter;
    }
    case 'box':
      return compact({
        ...filter,
        boxDrawnBy: someOf(
          flipped(filter.boxDrawnBy, value as NonNullable<LibraryFilter['boxDrawnBy']>[number]),
        ),
      });
    case 'contradicts': {
      const heads = someOf(flipped(filter.contradicted?.heads, value ?? ''));
      const of = filter.contradicted?.run ?? run;
      return compact({ ...filter, contradicted: heads && of ? { run: of, heads } : undefined });
    }
    case 'evaluated': {
      const { evaluated: _, ...rest } = filter;
      return rest;
    }
    default:
      return filter;
  }
}

function flipped<Value>(values: readonly Value[] | undefined, value: Value): Value[] {
  const chosen = values ?? [];
  return chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value];
}

function someOf<Value>(values: Value[]): Value[] | undefined {
  return values.length > 0 ? values : undefined;
}

/** Without the keys that say nothing: the contract's schemas take a missing key, and equal filters look equal. */
function compact(filter: LibraryFilter): LibraryFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

/** The filter without conditions on attributes that the project does not label (any more). */
export function withoutUnknown(filter: LibraryFilter, known: ReadonlySet<string>): LibraryFilter {
  const asked = Object.entries(filter.attributes ?? {});
  const kept = asked.filter(([id]) => known.has(id));
  if (kept.length === asked.length) return filter;
  const { attributes: _, ...rest } = filter;
  return kept.length === 0 ? rest : { ...rest, attributes: Object.fromEntries(kept) };
}

/** The query without what it asks of runs that the project does not have (any more), whose names differ in letters. */
export function withoutUnknownRuns(query: LibraryQuery, runs: readonly string[]): LibraryQuery {
  const known = new Set(runs.map((name) => name.toLowerCase()));
  const isGone = (of: { readonly run: string } | undefined): boolean =>
    of !== undefined && !known.has(of.run.toLowerCase());
  const { filter, sort } = query;
  const { contradicted, evaluated } = filter;
  const isSorted = 'run' in sort && isGone(sort);
  if (!isGone(contradicted) && !isGone(evaluated) && !isSorted) return query;
  return {
    filter: compact({
      ...filter,
      contradicted: isGone(contradicted) ? undefined : contradicted,
      evaluated: isGone(evaluated) ? undefined : evaluated,
    }),
    sort: isSorted ? plainQuery.sort : sort,
  };
}
