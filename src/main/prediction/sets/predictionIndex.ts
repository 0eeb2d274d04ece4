import type {
  HeadFacet,
  PredictedWord,
  PredictionFacets,
  PredictionFilter,
  PredictionQuery,
} from '@shared/contract/predictions';
import type { NamedHeadForm } from '@shared/learning/headForm';
import { fail } from '@shared/result';
import { HeadColumn } from './headColumn';

export interface IndexedFace {
  readonly id: number;
  /** The photo's. */
  readonly name: string;
  /** Every head but those of points. */
  readonly words: readonly PredictedWord[];
}

/** Confidences are counted in steps of five percent. */
const binCount = 20;

type Condition = (row: number) => boolean;

/**
 * What a set's filters and orders look at, as columns in memory: a hundred thousand faces are a few megabytes and
 * a few milliseconds, where SQL would join a row for each head. Faces are added as they are predicted.
 */
export class PredictionIndex {
  private readonly columns: ReadonlyMap<string, HeadColumn>;
  private readonly ids: number[] = [];
  private readonly names: string[] = [];
  private last: { readonly key: string; readonly ids: Int32Array } | null = null;

  constructor(heads: readonly NamedHeadForm[]) {
    const said = heads.filter(({ form }) => form.kind !== 'points');
    this.columns = new Map(said.map((named) => [named.head, new HeadColumn(named)]));
  }

  get size(): number {
    return this.ids.length;
  }

  get lastId(): number {
    return this.ids.at(-1) ?? 0;
  }

  add({ id, name, words }: IndexedFace): void {
    this.ids.push(id);
    this.names.push(folded(name));
    for (const word of words) this.columns.get(word.head)?.add(word);
  }

  /** Ids of the faces that match, in the order that was asked for. Fails with `head-unknown`. */
  select(query: PredictionQuery): Int32Array {
    const key = JSON.stringify([query, this.size]);
    if (this.last?.key !== key) this.last = { key, ids: this.selected(query) };
    return this.last.ids;
  }

  /** Counts for each head under the others' conditions. Fails with `head-unknown`. */
  facets(filter: PredictionFilter): PredictionFacets {
    const byHead = this.headConditions(filter);
    const conditions = [...byHead];
    const named = this.nameCondition(filter);
    const counted = new Map([...this.columns].map(([head, column]) => [head, new HeadCounts(column)]));
    let total = 0;
    for (let row = 0; row < this.size; row += 1) {
      if (named && !named(row)) continue;
      // A face that one head's condition alone keeps out is still counted for that head.
      let unmet: string | null = null;
      let unmetCount = 0;
      for (const [head, condition] of conditions) {
        if (condition(row)) continue;
        unmet = head;
        unmetCount += 1;
        if (unmetCount > 1) break;
      }
      if (unmetCount === 0) {
        total += 1;
        for (const counts of counted.values()) counts.add(row);
      } else if (unmetCount === 1) counted.get(unmet!)!.add(row);
    }
    const heads = Object.fromEntries([...counted].map(([head, counts]) => [head, counts.facet()]));
    return { total, heads };
  }

  private selected({ filter, sort }: PredictionQuery): Int32Array {
    const named = this.nameCondition(filter);
    const conditions = [...this.headConditions(filter).values(), ...(named ? [named] : [])];
    const rows: number[] = [];
    for (let row = 0; row < this.size; row += 1) {
      if (conditions.every((condition) => condition(row))) rows.push(row);
    }
    if (sort.by === 'confidence') sortByMeasure(rows, this.column(sort.head), sort.descending);
    else if (sort.descending) rows.reverse();
    return Int32Array.from(rows, (row) => this.ids[row]!);
  }

  private headConditions({ heads = {} }: PredictionFilter): Map<string, Condition> {
    const conditions = Object.entries(heads).map(
      ([head, filter]) => [head, this.column(head).condition(filter)] as const,
    );
    return new Map(conditions);
  }

  private nameCondition({ nameContains = '' }: PredictionFilter): Condition | null {
    const wanted = folded(nameContains);
    return wanted === '' ? null : (row) => this.names[row]!.includes(wanted);
  }

  private column(head: string): HeadColumn {
    const column = this.columns.get(head);
    return column ?? fail('head-unknown', `These predictions have no head “${head}”. Choose another filter.`);
  }
}

class HeadCounts {
  private readonly values: number[];
  private readonly bins = new Array<number>(binCount).fill(0);
  private readonly range: readonly [number, number];

  constructor(private readonly column: HeadColumn) {
    this.values = column.valueIds.map(() => 0);
    this.range = column.range();
  }

  add(row: number): void {
    for (const index of this.column.said(row)) this.values[index]! += 1;
    const measure = this.column.measure(row);
    if (Number.isNaN(measure)) return;
    const [least, most] = this.range;
    const share = most > least ? (measure - least) / (most - least) : 0;
    this.bins[Math.min(binCount - 1, Math.max(0, Math.floor(share * binCount)))]! += 1;
  }

  facet(): HeadFacet {
    const values = this.column.valueIds.map((value, index) => ({ value, faces: this.values[index]! }));
    return { values, range: this.range, bins: this.bins };
  }
}

/** Those without a number come last either way; equals stay in the photos' order. */
function sortByMeasure(rows: number[], column: HeadColumn, descending: boolean): void {
  const sign = descending ? -1 : 1;
  rows.sort((first, second) => {
    const [one, other] = [column.measure(first), column.measure(second)];
    if (Number.isNaN(one) || Number.isNaN(other)) {
      return Number(Number.isNaN(one)) - Number(Number.isNaN(other)) || first - second;
    }
    return sign * (one - other) || first - second;
  });
}

/** As the Library's names: case does not count, nor which way a system writes an accented letter. */
function folded(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
