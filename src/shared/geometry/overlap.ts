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
