import type { Box, Point } from '@shared/domain/face';
import { holds } from '@shared/geometry/overlap';
import { reachPx } from './points';
import { toImage, toStage, type Viewport } from './viewport';

/** The side or corner that the hand holds: −1 left or top, 1 right or bottom, 0 neither. */
export interface BoxHandle {
  readonly x: -1 | 0 | 1;
  readonly y: -1 | 0 | 1;
}

/** What the hand holds of a box; 'draw' begins a new one where it presses. */
export type BoxGrip = BoxHandle | 'move' | 'draw';

export interface Boxing {
  readonly kind: 'boxing';
  readonly grip: BoxGrip;
  /** Where the hand took it, in pixels of the image. */
  readonly from: Point;
  readonly start: Box;
  readonly box: Box;
}

export const boxHandles: readonly BoxHandle[] = ([-1, 0, 1] as const)
  .flatMap((y) => ([-1, 0, 1] as const).map((x) => ({ x, y })))
  .filter(({ x, y }) => x !== 0 || y !== 0);

/** A smaller box is a slip of the hand. */
export const leastBoxPx = 4;

export function handlePlace(box: Box, { x, y }: BoxHandle): Point {
  return { x: box.x + (box.width * (x + 1)) / 2, y: box.y + (box.height * (y + 1)) / 2 };
}

/** What a press at a place on the stage would hold: the nearest handle within reach, the box, or a new one. */
export function gripAt(box: Box | null, viewport: Viewport, at: Point): BoxGrip {
  if (box === null) return 'draw';
  const distanceTo = (handle: BoxHandle): number => {
    const place = toStage(viewport, handlePlace(box, handle));
    return Math.hypot(place.x - at.x, place.y - at.y);
  };
  const nearest = boxHandles.reduce((best, handle) =>
    distanceTo(handle) < distanceTo(best) ? handle : best,
  );
  if (distanceTo(nearest) <= reachPx) return nearest;
  return holds(box, toImage(viewport, at)) ? 'move' : 'draw';
}

export function pressBox(box: Box | null, viewport: Viewport, at: Point): Boxing {
  const from = toImage(viewport, at);
  const start = box ?? byHand({ ...from, width: 0, height: 0 });
  return { kind: 'boxing', grip: gripAt(box, viewport, at), from, start, box: start };
}

export function moveBox(boxing: Boxing, viewport: Viewport, at: Point): Boxing {
  return { ...boxing, box: boxDuring(boxing, toImage(viewport, at)) };
}

function boxDuring({ grip, from, start }: Boxing, to: Point): Box {
  if (grip === 'draw') return between(from, to);
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if (grip === 'move') return shifted(start, dx, dy);
  const left = start.x + (grip.x === -1 ? dx : 0);
  const right = start.x + start.width + (grip.x === 1 ? dx : 0);
  const top = start.y + (grip.y === -1 ? dy : 0);
  const bottom = start.y + start.height + (grip.y === 1 ? dy : 0);
  return between({ x: left, y: top }, { x: right, y: bottom });
}

export function shifted(box: Box, dx: number, dy: number): Box {
  return byHand({ ...box, x: box.x + dx, y: box.y + dy });
}

/** Each side that many pixels further out (or in) around the same middle. */
export function widened(box: Box, px: number): Box {
  const width = Math.max(leastBoxPx, box.width + 2 * px);
  const height = Math.max(leastBoxPx, box.height + 2 * px);
  return byHand({
    x: box.x + (box.width - width) / 2,
    y: box.y + (box.height - height) / 2,
    width,
    height,
  });
}

export function squareAt(middle: Point, side: number): Box {
  return byHand({ x: middle.x - side / 2, y: middle.y - side / 2, width: side, height: side });
}

export function isLargeEnough({ width, height }: Box): boolean {
  return width >= leastBoxPx && height >= leastBoxPx;
}

function between(first: Point, second: Point): Box {
  return byHand({
    x: Math.min(first.x, second.x),
    y: Math.min(first.y, second.y),
    width: Math.abs(first.x - second.x),
    height: Math.abs(first.y - second.y),
  });
}

/** A hundredth of a pixel is finer than any hand. What a detector said of its own box is no longer true of it. */
function byHand({ x, y, width, height }: Pick<Box, 'x' | 'y' | 'width' | 'height'>): Box {
  const rounded = (value: number): number => Math.round(value * 100) / 100;
  return { x: rounded(x), y: rounded(y), width: rounded(width), height: rounded(height), drawnBy: 'hand' };
}
