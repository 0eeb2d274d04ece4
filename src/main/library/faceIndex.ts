import { outlivesEdits, type Facet, type FacetValue } from '../project/faces/facets';
import { FaceSet } from './faceSet';

/** Where the index reads: ids by value, of all faces or of some. */
export type ReadFacet = (facet: Facet, among: readonly number[] | null) => Map<FacetValue, number[]>;

/** Runs come and go: facets beyond these that were not asked for longest are forgotten. */
const mostFacets = 200;

interface KnownFacet {
  readonly facet: Facet;
  readonly sets: Map<FacetValue, FaceSet>;
}

/**
 * The faces by the values of each facet, in memory: read when first asked for, and kept up to date by reading
 * again what is said of the faces that changed.
 */
export class FaceIndex {
  private readonly known = new Map<string, KnownFacet>();
  private readonly capacity: number;

  /** Faces that are added later need a new index: `highestId` is the highest there is. */
  constructor(
    private readonly read: ReadFacet,
    highestId: number,
  ) {
    this.capacity = highestId + 1;
  }

  /** The sets are the index's own: to be copied before they are changed. */
  sets(facet: Facet): ReadonlyMap<FacetValue, FaceSet> {
    const key = JSON.stringify(facet);
    const known = this.known.get(key) ?? { facet, sets: this.readAll(facet) };
    // Last in the map is asked for last.
    this.known.delete(key);
    this.known.set(key, known);
    if (this.known.size > mostFacets) this.known.delete(this.known.keys().next().value!);
    return known.sets;
  }

  set(facet: Facet, value: FacetValue = 1): FaceSet {
    return this.sets(facet).get(value) ?? this.none();
  }

  /** Every face with a value of this facet; a set of the caller's own. */
  union(facet: Facet): FaceSet {
    const union = this.none();
    for (const set of this.sets(facet).values()) union.unite(set);
    return union;
  }

  none(): FaceSet {
    return new FaceSet(this.capacity);
  }

  of(ids: Iterable<number>): FaceSet {
    return FaceSet.of(this.capacity, ids);
  }

  /** These faces were edited. */
  update(faceIds: readonly number[]): void {
    for (const { facet, sets } of this.known.values()) {
      if (outlivesEdits(facet)) continue;
      for (const set of sets.values()) for (const id of faceIds) set.delete(id);
      for (const [value, ids] of this.read(facet, faceIds)) {
        const set = sets.get(value) ?? this.none();
        sets.set(value, set);
        for (const id of ids) set.add(id);
      }
    }
  }

  /** The same of more faces than are worth following one by one. */
  forgetEdited(): void {
    for (const [key, { facet }] of this.known) if (!outlivesEdits(facet)) this.known.delete(key);
  }

  /** What is known by a run's predictions is no longer so. */
  forgetPredictions(runId: number): void {
    for (const [key, { facet }] of this.known) {
      if ('runId' in facet && facet.runId === runId) this.known.delete(key);
    }
  }

  private readAll(facet: Facet): Map<FacetValue, FaceSet> {
    return new Map([...this.read(facet, null)].map(([value, ids]) => [value, this.of(ids)]));
  }
}
