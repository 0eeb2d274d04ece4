import { notLabelled, type Landmark } from '@shared/domain/face';
import type { LandmarkScheme } from '@shared/domain/landmarkScheme';

/**
 * In which place the project keeps each point it ever labelled: the first scheme's in their order, those that later
 * schemes brought behind them. So a scheme is exchanged without touching a face, a point that vanished keeps its
 * labels, and everything stored as a list of points, however old, is read by the same places.
 */
export class PointColumns {
  private readonly placeOf: ReadonlyMap<string, number>;

  constructor(readonly ids: readonly string[]) {
    this.placeOf = new Map(ids.map((id, place) => [id, place]));
  }

  /** With places for every point of the scheme. */
  with(scheme: LandmarkScheme): PointColumns {
    const added = scheme.points.map(({ id }) => id).filter((id) => !this.placeOf.has(id));
    return added.length === 0 ? this : new PointColumns([...this.ids, ...added]);
  }

  /** Where each of the scheme's points is kept; -1 for one that never was in the project. */
  placesOf(scheme: LandmarkScheme): number[] {
    return scheme.points.map(({ id }) => this.placeOf.get(id) ?? -1);
  }

  /** Whether what is stored is the scheme's points in the scheme's order, and nothing else. */
  areOf(scheme: LandmarkScheme): boolean {
    return (
      scheme.points.length === this.ids.length &&
      scheme.points.every(({ id }, index) => this.ids[index] === id)
    );
  }

  /** The scheme's places as stretches of one after the other, in the order of the places. */
  stretchesOf(scheme: LandmarkScheme): { readonly start: number; readonly length: number }[] {
    const stretches: { start: number; length: number }[] = [];
    for (const place of this.placesOf(scheme).toSorted((first, second) => first - second)) {
      const last = stretches.at(-1);
      if (last && last.start + last.length === place) last.length += 1;
      else if (place >= 0) stretches.push({ start: place, length: 1 });
    }
    return stretches;
  }

  /** The scheme's points from what is stored, which may be older than some of them. */
  read(stored: readonly Landmark[], scheme: LandmarkScheme): readonly Landmark[] {
    if (this.areOf(scheme) && stored.length === this.ids.length) return stored;
    return this.placesOf(scheme).map((place) => stored[place] ?? notLabelled);
  }

  /** What is to be stored: the scheme's points, and of the others what is `stored` already. */
  write(
    landmarks: readonly Landmark[],
    scheme: LandmarkScheme,
    stored: () => readonly Landmark[],
  ): readonly Landmark[] {
    if (this.areOf(scheme)) return landmarks;
    const before = stored();
    const after = this.ids.map((_, place) => before[place] ?? notLabelled);
    this.placesOf(scheme).forEach((place, index) => (after[place] = landmarks[index] ?? notLabelled));
    return after;
  }
}
