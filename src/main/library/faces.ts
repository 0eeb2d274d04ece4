import type { LibraryFilter, LibrarySort } from '@shared/contract/library';
import { confirmedSubject } from '@shared/domain/confirmed';
import type { HeadColumns } from '@shared/insight/headColumns';
import { facesWith } from '@shared/insight/outcome';
import { ranksOf, type Ranking } from '@shared/insight/ranking';
import type { RunRecord } from '@shared/domain/run';
import type { ProjectChange } from '../project/changes';
import type { Project } from '../project/project';
import { conditionsOf, matching, type Conditions, type EvaluatedCondition } from './conditions';
import { choosingHeads, contradictedBy, headOf } from './contradictions';
import { evaluatedHead } from './evaluatedHead';
import { FaceIndex } from './faceIndex';
import type { FaceSet } from './faceSet';
import { listedSet, queueOrder, repeatOrder, type ListName } from './lists';
import { FaceNames } from './names';
import { inOrder, orderOf, type FaceOrder } from './orders';

/** Each has an id for every face; a person sorts by a few things at a time. */
const mostOrders = 8;
/** An edit of more faces than this is read anew as quickly as it is followed face by face. */
const mostFollowed = 2_000;
/** A grid asks for windows of one filter again and again. */
const mostOutcomes = 8;

/**
 * What the Library knows of a project's faces: sets, orders and names, read from the store when they are first
 * needed and kept in memory, a few megabytes for 100,000 faces. Kept right by `follow` and `refresh`.
 */
export class LibraryFaces {
  private index: FaceIndex | null = null;
  private names: FaceNames | null = null;
  private readonly orders = new Map<string, { readonly order: FaceOrder; readonly runId: number | null }>();
  private readonly outcomes = new Map<string, FaceSet>();
  private outsideVersion: number;

  constructor(private readonly project: Project) {
    this.outsideVersion = project.outsideVersion();
  }

  follow(change: ProjectChange): void {
    if (change.kind === 'import' || change.kind === 'template') this.forget();
    else if (change.kind === 'bulk') this.index?.forgetEdited();
    else if (change.kind === 'predictions') this.forgetPredictions(change.runId);
    else if (change.kind === 'runs-deleted') for (const { id } of change.runs) this.forgetPredictions(id);
    // Sets and orders of evaluations are kept by run and evaluation, and a new one is another.
    // Lists are kept by the version of their files.
    else if (change.kind === 'evaluation' || change.kind === 'lists') return;
    else if (change.faceIds.length > mostFollowed) this.index?.forgetEdited();
    // No edit changes a path or a prediction: orders and names stay.
    else this.index?.update(change.faceIds);
  }

  /**
   * To be called before a question is answered: what another process has written is read anew. Once, so that one
   * answer is not made of two states.
   */
  refresh(): void {
    const version = this.project.outsideVersion();
    if (version !== this.outsideVersion) {
      this.project.readAgain();
      this.forget();
    }
    this.outsideVersion = version;
  }

  /** Fails as `conditionsOf` does. */
  conditions(filter: LibraryFilter): Conditions {
    return conditionsOf(filter, {
      index: this.currentIndex(),
      template: this.project.template,
      listed: (list) => this.listed(list),
      named: (part) => this.named(part),
      contradicted: (run, heads) => this.contradicted(run, heads),
      evaluated: (condition) => this.evaluated(condition),
    });
  }

  currentIndex(): FaceIndex {
    const { facets } = this.project;
    this.index ??= new FaceIndex((facet, among) => facets.byValue(facet, among), facets.highestId());
    return this.index;
  }

  /** Some faces in the project, or all of them with the deleted ones. */
  inOrder(sort: LibrarySort, members: FaceSet = this.currentIndex().set({ by: 'present' })): Int32Array {
    return inOrder(this.order(sort), sort.descending, members);
  }

  matching(filter: LibraryFilter): FaceSet {
    return matching(this.conditions(filter), this.currentIndex());
  }

  contradicted(runName: string, heads: readonly string[]): FaceSet {
    const run = this.project.runs.get(runName);
    const index = this.currentIndex();
    return heads.reduce((union, head) => union.unite(this.contradictedBy(run, head)), index.none());
  }

  contradictedBy(run: RunRecord, head: string): FaceSet {
    return contradictedBy(this.currentIndex(), this.project.template, run, head);
  }

  /** Faces with an outcome in the newest evaluation. Fails as `evaluatedHead` does. */
  private evaluated(condition: EvaluatedCondition): FaceSet {
    const { evaluation, columns, target } = evaluatedHead(this.project, condition);
    const key = JSON.stringify([evaluation.runId, evaluation.id, condition.head, condition.outcome]);
    const set = this.outcomes.get(key) ?? this.currentIndex().of(facesWith(columns, condition.outcome));
    // Last in the map is asked for last.
    this.outcomes.delete(key);
    this.outcomes.set(key, set);
    if (this.outcomes.size > mostOutcomes) this.outcomes.delete(this.outcomes.keys().next().value!);
    if (!condition.unconfirmed) return set;
    return set.copy().remove(this.currentIndex().set({ by: 'confirmed', subject: confirmedSubject(target) }));
  }

  /** See `choosingHeads`. */
  choosingHeads(run: RunRecord): string[] {
    return choosingHeads(this.currentIndex(), this.project.template, run);
  }

  listed(list: ListName): FaceSet {
    return listedSet(list, this.project, this.currentIndex());
  }

  private named(part: string): FaceSet {
    if (!this.names) {
      const { ids, paths } = this.project.facets.paths();
      this.names = new FaceNames(ids, paths);
    }
    return this.currentIndex().of(this.names.containing(part));
  }

  private order(sort: LibrarySort): FaceOrder {
    const present = this.currentIndex().set({ by: 'present' });
    const run = 'run' in sort ? this.project.runs.get(sort.run) : null;
    const key = this.keyOf(sort, run);
    const known = this.orders.get(key) ?? {
      order: orderOf(this.listFor(sort, run), present),
      runId: run?.id ?? null,
    };
    // Last in the map is asked for last.
    this.orders.delete(key);
    this.orders.set(key, known);
    if (this.orders.size > mostOrders) this.orders.delete(this.orders.keys().next().value!);
    return known.order;
  }

  private keyOf(sort: LibrarySort, run: RunRecord | null): string {
    if (sort.by === 'queue' || sort.by === 'repeat') return `${sort.by} ${this.project.lists.version}`;
    if (!('head' in sort)) return sort.by;
    const evaluation = sort.by === 'mistake' ? evaluatedHead(this.project, sort).evaluation.id : null;
    const ranking = sort.by === 'mistake' ? rankingOf(sort) : null;
    return JSON.stringify([sort.by, run!.id, evaluation, sort.head, ranking]);
  }

  private listFor(sort: LibrarySort, run: RunRecord | null): readonly number[] {
    const { facets } = this.project;
    switch (sort.by) {
      case 'id':
        return [...this.currentIndex().set({ by: 'present' }).ids()];
      case 'name':
        return facets.byName();
      case 'queue':
        return queueOrder(this.project.lists);
      case 'repeat':
        return repeatOrder(this.project.lists);
      case 'error':
      case 'confidence':
        return facets.byPrediction(run!.id, headOf(run!, sort.head).name, sort.by);
      case 'mistake':
        return byMistake(evaluatedHead(this.project, sort).columns, rankingOf(sort));
    }
  }

  private forgetPredictions(runId: number): void {
    this.index?.forgetPredictions(runId);
    for (const [key, order] of this.orders) if (order.runId === runId) this.orders.delete(key);
  }

  private forget(): void {
    this.index = null;
    this.names = null;
    this.orders.clear();
    this.outcomes.clear();
  }
}

/** The least wrong first; faces that could not be measured are left out. */
function byMistake(columns: HeadColumns, ranking: Ranking): number[] {
  const ranks = ranksOf(columns, ranking);
  const rows = Array.from(ranks, (_, row) => row).filter((row) => !Number.isNaN(ranks[row]!));
  // Among equals the lower id comes first when the worst are first.
  rows.sort((first, second) => ranks[first]! - ranks[second]! || second - first);
  return rows.map((row) => columns.faceIds[row]!);
}

function rankingOf({ ranking }: LibrarySort & { readonly by: 'mistake' }): Ranking {
  return ranking ?? 'confidence';
}
