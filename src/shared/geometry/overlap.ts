export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** In squares of the sides' unit; 0 where they do not meet. */
export function sharedArea(first: Rectangle, second: Rectangle): number {
  const width = Math.min(first.x + first.width, second.x + second.width) - Math.max(first.x, second.x);
  const height = Math.min(first.y + first.height, second.y + second.height) - Math.max(first.y, second.y);
  return Math.max(0, width) * Math.max(0, height);
}

/** What two rectangles share, of what they cover together: 0 to 1 (intersection over union). */
export function overlapOf(first: Rectangle, second: Rectangle): number {
  const shared = sharedArea(first, second);
  return shared === 0 ? 0 : shared / (areaOf(first) + areaOf(second) - shared);
}

export function areaOf({ width, height }: Rectangle): number {
  return width * height;
}

/** Also on its edge. */
export function holds(
  { x, y, width, height }: Rectangle,
  place: { readonly x: number; readonly y: number },
): boolean {
  return place.x >= x && place.x <= x + width && place.y >= y && place.y <= y + height;
}

/** Pairs of one from each list, each in one pair at most: of all that are left, those that overlap the most, the best first. */
export function bestPairs<First, Second>(
  firsts: readonly First[],
  seconds: readonly Second[],
  overlap: (first: First, second: Second) => number,
): (readonly [First, Second])[] {
  const candidates = firsts
    .flatMap((first) => seconds.map((second) => ({ first, second, shared: overlap(first, second) })))
    .filter(({ shared }) => shared > 0)
    .sort((one, other) => other.shared - one.shared);
  const [takenFirsts, takenSeconds] = [new Set<First>(), new Set<Second>()];
  return candidates.flatMap(({ first, second }) => {
    if (takenFirsts.has(first) || takenSeconds.has(second)) return [];
    takenFirsts.add(first);
    takenSeconds.add(second);
    return [[first, second] as const];
  });
}
