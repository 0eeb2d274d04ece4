import type { LibraryFilter } from '@shared/contract/library';
import type { Template } from '@shared/domain/template';
import { fail } from '@shared/result';
import { boxSets, labelledSets } from './derivedSets';
import type { FaceIndex } from './faceIndex';
import type { FaceSet } from './faceSet';
import { listNames, type ListName } from './lists';
import type { FacetValue } from '../project/faces/facets';

/** What a condition of a filter is about: a facet's own condition is left out of its counts. */
export type Subject =
  | 'split'
  | 'source'
  | `attribute ${string}`
  | 'labelled'
  | 'edited'
  | 'flagged'
  | 'confirmed'
  | 'duplicate'
  | 'repeated'
  | 'queued'
  | 'box'
  | 'name'
  | 'contradicted'
  | 'evaluated'
  | 'deleted';

export type EvaluatedCondition = NonNullable<LibraryFilter['evaluated']>;

export type Conditions = ReadonlyMap<Subject, FaceSet>;

/** Where the sets of a filter's conditions come from. */
export interface ConditionSources {
  readonly index: FaceIndex;
  readonly template: Template;
  /** Faces that the project's lists name. */
  readonly listed: (list: ListName) => FaceSet;
  /** Faces whose path holds the text. */
  readonly named: (part: string) => FaceSet;
  /** Faces whose label one of the run's heads contradicts. */
  readonly contradicted: (run: string, heads: readonly string[]) => FaceSet;
  /** Faces with an outcome in an evaluation. */
  readonly evaluated: (condition: EvaluatedCondition) => FaceSet;
}

/**
 * The faces that meet each condition of a filter, by itself. A filter that says nothing of deleted faces means
 * those that are not. Fails with `unknown-attribute`, `run-unknown` and `unknown-head`, and as `evaluatedHead` does.
 */
export function conditionsOf(filter: LibraryFilter, sources: ConditionSources): Conditions {
  const { index, template } = sources;
  const conditions = new Map<Subject, FaceSet>();
  const oneOf = (sets: ReadonlyMap<FacetValue, FaceSet>, values: readonly FacetValue[]): FaceSet =>
    values.reduce<FaceSet>((union, value) => {
      const set = sets.get(value);
      return set ? union.unite(set) : union;
    }, index.none());
  const oneWay = (subject: Subject, set: FaceSet, wanted: boolean): void => {
    conditions.set(subject, wanted ? set : index.set({ by: 'present' }).copy().remove(set));
  };
  const yesOrNo = (subject: 'edited' | 'flagged' | 'duplicate' | 'deleted', wanted: boolean): void =>
    oneWay(subject, index.set({ by: subject }), wanted);

  if (filter.splits) conditions.set('split', oneOf(index.sets({ by: 'split' }), filter.splits));
  if (filter.sourceIds) conditions.set('source', oneOf(index.sets({ by: 'source' }), filter.sourceIds));
  for (const [id, values] of Object.entries(filter.attributes ?? {})) {
    conditions.set(`attribute ${id}`, attributeCondition(id, values, sources, oneOf));
  }
  if (filter.labelled) conditions.set('labelled', labelledSets(index, template)[filter.labelled]);
  if (filter.edited !== undefined) yesOrNo('edited', filter.edited);
  if (filter.flagged !== undefined) yesOrNo('flagged', filter.flagged);
  if (filter.confirmed !== undefined) {
    oneWay('confirmed', index.set({ by: 'confirmed', subject: null }), filter.confirmed);
  }
  if (filter.duplicate !== undefined) yesOrNo('duplicate', filter.duplicate);
  for (const list of listNames) {
    const wanted = filter[list];
    if (wanted !== undefined) oneWay(list, sources.listed(list), wanted);
  }
  if (filter.boxDrawnBy) conditions.set('box', oneOf(boxSets(index), filter.boxDrawnBy));
  if (filter.nameContains) conditions.set('name', sources.named(filter.nameContains));
  if (filter.contradicted) {
    const { run, heads } = filter.contradicted;
    conditions.set('contradicted', sources.contradicted(run, heads));
  }
  if (filter.evaluated) conditions.set('evaluated', sources.evaluated(filter.evaluated));
  yesOrNo('deleted', filter.deleted ?? false);
  return conditions;
}

/** The faces in the project that meet all conditions, but for one that is left out; a set of the caller's own. */
export function matching(conditions: Conditions, index: FaceIndex, except?: Subject): FaceSet {
  const faces = index.set({ by: 'present' }).copy();
  for (const [subject, set] of conditions) if (subject !== except) faces.keep(set);
  return faces;
}

function attributeCondition(
  id: string,
  values: readonly (string | null)[],
  { index, template }: ConditionSources,
  oneOf: (sets: ReadonlyMap<FacetValue, FaceSet>, values: readonly FacetValue[]) => FaceSet,
): FaceSet {
  const attribute = template.attributes.find((candidate) => candidate.id === id);
  if (!attribute) {
    const known = template.attributes.map((candidate) => candidate.id).join(', ');
    fail('unknown-attribute', `This project has no attribute “${id}”; it has: ${known || 'none'}.`);
  }
  const facet =
    attribute.kind === 'number'
      ? ({ by: 'number', attribute: id } as const)
      : ({ by: 'attribute', attribute: id } as const);
  const present = values.filter((value) => value !== null);
  const faces = attribute.kind === 'number' ? index.none() : oneOf(index.sets(facet), present);
  if (present.length === values.length) return faces;
  return faces.unite(index.set({ by: 'present' }).copy().remove(index.union(facet)));
}
