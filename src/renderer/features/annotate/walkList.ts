import { stripAround } from './filmstrip';

/** Where a face stands among those that one walks through; null at the ends, and where it is not among them. */
export interface WalkPlace {
  readonly index: number | null;
  readonly total: number;
  readonly previous: number | null;
  readonly next: number | null;
}

/**
 * The faces that one walks through, as they were and in the order that they had when one came: a label that takes a
 * face out of the filter does not take it out of the walk. One that is no longer in the project keeps its place unseen.
 */
export class WalkList {
  /** Without those that are gone. */
  private readonly shown: readonly number[];

  constructor(
    private readonly ids: readonly number[],
    private readonly gone: ReadonlySet<number> = new Set(),
  ) {
    this.shown = gone.size === 0 ? ids : ids.filter((id) => !gone.has(id));
  }

  has(id: number): boolean {
    return this.ids.includes(id);
  }

  /** A face that is gone has the neighbours between which it stood. */
  place(id: number): WalkPlace {
    const { length: total } = this.shown;
    const index = this.shown.indexOf(id);
    if (index >= 0) return { index, total, previous: this.at(index - 1), next: this.at(index + 1) };
    const stood = this.ids.indexOf(id);
    const isShown = (other: number): boolean => !this.gone.has(other);
    const previous = this.ids.findLast((other, place) => place < stood && isShown(other)) ?? null;
    const next =
      stood < 0 ? null : (this.ids.find((other, place) => place > stood && isShown(other)) ?? null);
    return { index: null, total, previous, next };
  }

  /** So many steps from a face; null past the ends. */
  from(id: number, steps: number): number | null {
    const index = this.shown.indexOf(id);
    return index < 0 ? null : this.at(index + steps);
  }

  /** The stretch around a face, or around where it stood. */
  around(id: number, length: number): readonly number[] {
    const { index, next, previous } = this.place(id);
    const middle = index ?? this.shown.indexOf(next ?? previous ?? NaN);
    if (middle < 0) return [];
    const { offset, limit } = stripAround(middle, this.shown.length, length);
    return this.shown.slice(offset, offset + limit);
  }

  withBehind(id: number, beside: number): WalkList {
    const place = this.ids.indexOf(beside);
    if (place < 0 || this.has(id)) return this;
    return new WalkList(this.ids.toSpliced(place + 1, 0, id), this.gone);
  }

  withGone(isGone: (id: number) => boolean): WalkList {
    return new WalkList(this.ids, new Set(this.ids.filter(isGone)));
  }

  isGone(id: number): boolean {
    return this.gone.has(id);
  }

  /** Those of the walk for which it holds. */
  where(holds: (id: number) => boolean): ReadonlySet<number> {
    return new Set(this.ids.filter(holds));
  }

  private at(index: number): number | null {
    return this.shown[index] ?? null;
  }
}
