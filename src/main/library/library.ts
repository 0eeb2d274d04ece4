import type {
  FacePosition,
  LibraryFacets,
  LibraryFilter,
  LibraryQuery,
  LibraryWindow,
} from '@shared/contract/library';
import type { Attribute } from '@shared/domain/attribute';
import type { ProjectChange } from '../project/changes';
import type { Project } from '../project/project';
import { labelledSets } from './derivedSets';
import { LibraryFaces } from './faces';
import { countFacets } from './facetCounts';
import type { FaceSet } from './faceSet';
import { tilesOf } from './tiles';

/** Answers what the Library's grid, its facets and the walk through it ask of a project's faces. */
export class Library {
  private readonly faces: LibraryFaces;

  constructor(private readonly project: Project) {
    this.faces = new LibraryFaces(project);
  }

  /** To be told of everything that the project commits. */
  follow(change: ProjectChange): void {
    this.faces.follow(change);
  }

  window(query: LibraryQuery, offset: number, limit: number): LibraryWindow {
    this.faces.refresh();
    const ids = this.idsOf(query);
    return {
      total: ids.length,
      offset,
      tiles: tilesOf(this.project, ids.subarray(offset, offset + limit), query.sort),
    };
  }

  ids(query: LibraryQuery, offset: number, limit: number): number[] {
    this.faces.refresh();
    return [...this.idsOf(query).subarray(offset, offset + limit)];
  }

  /**
   * A face that is not (or no longer) in the query has neighbours all the same: those between which it would
   * stand. So a walk goes on after the label that was set has taken the face out of the filter.
   */
  position({ filter, sort }: LibraryQuery, faceId: number): FacePosition {
    this.faces.refresh();
    const members = this.faces.matching(filter);
    const order = this.faces.inOrder(sort);
    const place = order.indexOf(faceId);
    const isMember = (id: number): boolean => members.has(id);
    const before = order.subarray(0, Math.max(place, 0));
    const after = order.subarray(place + 1);
    const { complete } = labelledSets(this.faces.currentIndex(), this.project.template);
    const isUnlabelled = (id: number): boolean => members.has(id) && !complete.has(id);
    return {
      index: members.has(faceId) && place >= 0 ? countIn(before, members) : null,
      total: members.size,
      previous: before.findLast(isMember) ?? null,
      next: after.find(isMember) ?? null,
      nextUnlabelled: after.find(isUnlabelled) ?? before.find(isUnlabelled) ?? null,
    };
  }

  /** Faces with a label of an attribute, also of one that was taken away, and with each of its values. */
  labelled({ id: attribute, kind }: Pick<Attribute, 'id' | 'kind'>): {
    readonly faces: number;
    readonly values: Readonly<Record<string, number>>;
  } {
    this.faces.refresh();
    const index = this.faces.currentIndex();
    const all = this.faces.matching({});
    // Numbers are as many as faces: whether there is one is all that is kept of them.
    if (kind === 'number') {
      return { faces: all.sharedWith(index.set({ by: 'number', attribute })), values: {} };
    }
    const sets = index.sets({ by: 'attribute', attribute });
    return {
      faces: all.sharedWith(index.union({ by: 'attribute', attribute })),
      values: Object.fromEntries([...sets].map(([value, set]) => [String(value), all.sharedWith(set)])),
    };
  }

  /** Faces on which each point of the scheme is placed, in its order. */
  placedPoints(): number[] {
    this.faces.refresh();
    const { facets, template } = this.project;
    const index = this.faces.currentIndex();
    const all = this.faces.matching({});
    const counts = template.scheme.points.map(() => 0);
    for (const { placed, ids } of facets.byPlacedPoints(template.scheme)) {
      const faces = all.sharedWith(index.of(ids));
      placed.forEach((isPlaced, point) => (counts[point]! += isPlaced ? faces : 0));
    }
    return counts;
  }

  facets(filter: LibraryFilter, predictionsOf: string | null): LibraryFacets {
    this.faces.refresh();
    return countFacets(this.project, this.faces, filter, predictionsOf);
  }

  private idsOf({ filter, sort }: LibraryQuery): Int32Array {
    return this.faces.inOrder(sort, this.faces.matching(filter));
  }
}

function countIn(ids: Int32Array, members: FaceSet): number {
  let count = 0;
  for (let index = 0; index < ids.length; index += 1) if (members.has(ids[index]!)) count += 1;
  return count;
}
