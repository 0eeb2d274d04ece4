import type { FacetCount, LibraryFacets, LibraryFilter } from '@shared/contract/library';
import type { Attribute } from '@shared/domain/attribute';
import { boxOrigins, testingSplit, trainingSplit } from '@shared/domain/face';
import type { RunRecord } from '@shared/domain/run';
import type { FacetValue } from '../project/faces/facets';
import type { Project } from '../project/project';
import { matching, type Subject } from './conditions';
import { boxSets, labelledSets } from './derivedSets';
import type { LibraryFaces } from './faces';
import type { FaceSet } from './faceSet';

/** Counts for every facet under the other facets' conditions. Fails as `conditionsOf` does. */
export function countFacets(
  project: Project,
  faces: LibraryFaces,
  filter: LibraryFilter,
  predictionsOf: string | null,
): LibraryFacets {
  const index = faces.currentIndex();
  const conditions = faces.conditions(filter);
  const all = matching(conditions, index);
  const others = (subject: Subject): FaceSet =>
    conditions.has(subject) ? matching(conditions, index, subject) : all;
  const flag = (by: 'edited' | 'flagged' | 'duplicate' | 'deleted'): number =>
    others(by).sharedWith(index.set({ by }));

  const inSources = others('source');
  const sourceSets = index.sets({ by: 'source' });
  const labelled = labelledSets(index, project.template);
  const inLabelled = others('labelled');
  const run = predictionsOf === null ? null : project.runs.get(predictionsOf);
  return {
    total: all.size,
    splits: counts(others('split'), inUse(index.sets({ by: 'split' }))),
    sources: project.sources.list().map(({ id, folder }) => ({
      sourceId: id,
      folder,
      faces: sharedWith(inSources, sourceSets.get(id)),
    })),
    attributes: Object.fromEntries(
      project.template.attributes
        .filter(({ kind }) => kind !== 'number')
        .map((attribute) => [
          attribute.id,
          attributeCounts(attribute, others(`attribute ${attribute.id}`), {
            byValue: index.sets({ by: 'attribute', attribute: attribute.id }),
            labelled: index.union({ by: 'attribute', attribute: attribute.id }),
          }),
        ]),
    ),
    labelled: {
      complete: inLabelled.sharedWith(labelled.complete),
      partial: inLabelled.sharedWith(labelled.partial),
      none: inLabelled.sharedWith(labelled.none),
    },
    edited: flag('edited'),
    flagged: flag('flagged'),
    confirmed: others('confirmed').sharedWith(index.set({ by: 'confirmed', subject: null })),
    duplicate: flag('duplicate'),
    repeated: others('repeated').sharedWith(faces.listed('repeated')),
    queued: others('queued').sharedWith(faces.listed('queued')),
    boxDrawnBy: counts(others('box'), inOrderOf(boxOrigins, boxSets(index))),
    contradicted: run ? contradictedCounts(run, faces, others('contradicted')) : {},
    deleted: flag('deleted'),
  };
}

/** In the order of the attribute's values, then what is not labelled. */
function attributeCounts(
  attribute: Attribute,
  faces: FaceSet,
  sets: { readonly byValue: ReadonlyMap<FacetValue, FaceSet>; readonly labelled: FaceSet },
): FacetCount[] {
  const values = attribute.values.map(({ id }) => id);
  return [
    ...counts(faces, inOrderOf(values, sets.byValue)),
    { value: null, faces: faces.size - faces.sharedWith(sets.labelled) },
  ];
}

function counts(
  faces: FaceSet,
  sets: readonly (readonly [FacetValue, FaceSet | undefined])[],
): { readonly value: string; readonly faces: number }[] {
  return sets.map(([value, set]) => ({ value: String(value), faces: sharedWith(faces, set) }));
}

function inOrderOf(
  values: readonly string[],
  sets: ReadonlyMap<FacetValue, FaceSet>,
): (readonly [string, FaceSet | undefined])[] {
  return values.map((value) => [value, sets.get(value)]);
}

/** The well-known splits first, then a person's own by name. */
function inUse(sets: ReadonlyMap<FacetValue, FaceSet>): (readonly [FacetValue, FaceSet])[] {
  const place = (split: FacetValue): number => (split === trainingSplit ? 0 : split === testingSplit ? 1 : 2);
  return [...sets]
    .filter(([, set]) => set.size > 0)
    .sort(([first], [second]) => place(first) - place(second) || (first < second ? -1 : 1));
}

function sharedWith(faces: FaceSet, set: FaceSet | undefined): number {
  return set ? faces.sharedWith(set) : 0;
}

/** By head; empty where the run has predicted nothing yet. */
function contradictedCounts(run: RunRecord, faces: LibraryFaces, among: FaceSet): Record<string, number> {
  return Object.fromEntries(
    faces.choosingHeads(run).map((head) => [head, among.sharedWith(faces.contradictedBy(run, head))]),
  );
}
