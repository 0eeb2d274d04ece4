import { describe, expect, it } from 'vitest';
import type { Box } from '@shared/domain/face';
import {
  gripAt,
  isLargeEnough,
  moveBox,
  pressBox,
  shifted,
  squareAt,
  widened,
} from '../../../../../src/renderer/features/annotate/boxGesture';

const viewport = { scale: 2, offsetX: 10, offsetY: 0 };
const box: Box = { x: 100, y: 50, width: 40, height: 60, drawnBy: 'detector', score: 0.9 };
/** A place of the image, on the stage. */
const at = (x: number, y: number) => ({ x: x * 2 + 10, y: y * 2 });

/** What is drawn when the hand goes from one place of the image to another. */
function drawn(from: readonly [number, number], to: readonly [number, number]): Box {
  return moveBox(pressBox(box, viewport, at(...from)), viewport, at(...to)).box;
}

describe('gripAt', () => {
  it('tells handles, the box and the photo around it apart', () => {
    expect(gripAt(box, viewport, at(101, 51))).toEqual({ x: -1, y: -1 });
    expect(gripAt(box, viewport, at(140, 80))).toEqual({ x: 1, y: 0 });
    expect(gripAt(box, viewport, at(120, 109))).toEqual({ x: 0, y: 1 });
    expect(gripAt(box, viewport, at(120, 80))).toBe('move');
    expect(gripAt(box, viewport, at(20, 20))).toBe('draw');
    expect(gripAt(null, viewport, at(120, 80))).toBe('draw');
  });
});

describe('moveBox', () => {
  it('moves, resizes by a side or a corner, and draws a new box, which is then drawn by hand', () => {
    expect(drawn([120, 80], [125, 70])).toEqual({ x: 105, y: 40, width: 40, height: 60, drawnBy: 'hand' });
    expect(drawn([140, 80], [150, 99])).toEqual({ x: 100, y: 50, width: 50, height: 60, drawnBy: 'hand' });
    expect(drawn([100, 50], [90, 55])).toEqual({ x: 90, y: 55, width: 50, height: 55, drawnBy: 'hand' });
    expect(drawn([30, 40], [10, 20])).toEqual({ x: 10, y: 20, width: 20, height: 20, drawnBy: 'hand' });
  });

  it('turns over when a side is dragged past the other', () => {
    expect(drawn([100, 80], [160, 80])).toMatchObject({ x: 140, width: 20 });
  });
});

describe('boxes by keys', () => {
  it('are shifted, and widened around their middle down to the least', () => {
    expect(shifted(box, 1, -10)).toMatchObject({ x: 101, y: 40, width: 40, height: 60, drawnBy: 'hand' });
    expect(widened(box, 1)).toMatchObject({ x: 99, y: 49, width: 42, height: 62 });
    expect(widened(box, -100)).toMatchObject({ x: 118, y: 78, width: 4, height: 4 });
    expect(squareAt({ x: 10, y: 20 }, 8)).toMatchObject({ x: 6, y: 16, width: 8, height: 8 });
  });

  it('a slip of the hand is no box', () => {
    expect([isLargeEnough(box), isLargeEnough({ ...box, width: 3 })]).toEqual([true, false]);
  });
});
