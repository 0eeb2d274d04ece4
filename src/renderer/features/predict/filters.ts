import type { HeadFilter, PredictionFilter } from '@shared/contract/predictions';

/** The filter with a head's value chosen, or no longer. */
export function withValue(filter: PredictionFilter, head: string, value: string): PredictionFilter {
  const before = filter.heads?.[head]?.values ?? [];
  const values = before.includes(value) ? before.filter((other) => other !== value) : [...before, value];
  return withHead(filter, head, { ...filter.heads?.[head], values });
}

/** The filter with a head's confidence, or number, within a range; the whole range is no condition. */
export function withRange(
  filter: PredictionFilter,
  head: string,
  [least, most]: readonly [number, number],
  whole: readonly [number, number],
): PredictionFilter {
  const { values } = filter.heads?.[head] ?? {};
  return withHead(filter, head, {
    ...(values ? { values } : {}),
    ...(least > whole[0] ? { least } : {}),
    ...(most < whole[1] ? { most } : {}),
  });
}

export function withName(filter: PredictionFilter, name: string): PredictionFilter {
  const { nameContains: _, ...rest } = filter;
  return name === '' ? rest : { ...rest, nameContains: name.slice(0, 200) };
}

export function withoutHead(filter: PredictionFilter, head: string): PredictionFilter {
  return withHead(filter, head, {});
}

export function isFiltered({ heads = {}, nameContains }: PredictionFilter): boolean {
  return Object.keys(heads).length > 0 || nameContains !== undefined;
}

/** A condition that says nothing leaves the filter, so that equal filters are equal data. */
function withHead(filter: PredictionFilter, head: string, condition: HeadFilter): PredictionFilter {
  const { [head]: _, ...others } = filter.heads ?? {};
  const { values, ...range } = condition;
  const said: HeadFilter = values && values.length > 0 ? { values, ...range } : range;
  const heads = Object.keys(said).length > 0 ? { ...others, [head]: said } : others;
  const { heads: __, ...rest } = filter;
  return Object.keys(heads).length > 0 ? { ...rest, heads } : rest;
}
