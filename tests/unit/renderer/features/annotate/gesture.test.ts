import { describe, expect, it } from 'vitest';
import type { Landmark } from '@shared/domain/face';
import {
  heldPoint,
  idle,
  landmarksDuring,
  move,
  nudge,
  panTo,
  pressPoint,
  startPan,
  type GestureScene,
} from '../../../../../src/renderer/features/annotate/gesture';

const landmarks: Landmark[] = [
  { x: 50, y: 40, visibility: 2 },
  { x: 100, y: 40, visibility: 1 },
];
const scene: GestureScene = {
  ...{ landmarks, width: 150, height: 150 },
  viewport: { scale: 4, offsetX: 10, offsetY: 20 },
};
// The first point stands at 210, 180 of the stage.
const grab = { x: 213, y: 178 };

describe('dragging a point', () => {
  it('begins only when the hand has moved: a click selects', () => {
    const pressed = pressPoint(scene, 0, grab);
    expect(pressed.kind).toBe('pressing');
    const trembled = move(pressed, scene, { x: grab.x + 2, y: grab.y });
    expect(trembled).toBe(pressed);
    expect(heldPoint(trembled)).toBeNull();
  });

  it('does not jump under the pointer: where it was gripped, it stays gripped', () => {
    const dragged = move(pressPoint(scene, 0, grab), scene, { x: grab.x + 40, y: grab.y - 8 });
    expect(heldPoint(dragged)).toMatchObject({ point: 0, landmark: { x: 60, y: 38, visibility: 2 } });
  });

  it('follows by fractions of a pixel, keeps hidden points hidden, and stays on the image', () => {
    const dragged = move(pressPoint(scene, 1, { x: 410, y: 180 }), scene, { x: 415, y: 180 });
    expect(heldPoint(dragged)?.landmark).toEqual({ x: 101.25, y: 40, visibility: 1 });
    const far = move(dragged, scene, { x: 9999, y: -9999 });
    expect(heldPoint(far)?.landmark).toEqual({ x: 150, y: 0, visibility: 1 });
  });

  it('is shown while it lasts, and leaves the labels alone', () => {
    const dragged = move(pressPoint(scene, 0, grab), scene, { x: grab.x + 40, y: grab.y });
    expect(landmarksDuring(dragged, landmarks)[0]).toMatchObject({ x: 60 });
    expect(landmarks[0]).toMatchObject({ x: 50 });
    expect(landmarksDuring(idle, landmarks)).toBe(landmarks);
  });
});

describe('panning', () => {
  it('moves the image with the pointer', () => {
    const gesture = startPan(scene.viewport, { x: 300, y: 300 });
    expect(move(gesture, scene, { x: 5, y: 5 })).toBe(gesture);
    expect(gesture.kind === 'panning' && panTo(gesture, { x: 310, y: 280 })).toEqual({
      scale: 4,
      offsetX: 20,
      offsetY: 0,
    });
  });
});

describe('nudging', () => {
  it('goes by whole pixels of the image, whatever the zoom, and adds up while the key is down', () => {
    let gesture = nudge(idle, scene, 0, 1, 0);
    expect(heldPoint(gesture)?.landmark).toMatchObject({ x: 51, y: 40 });
    gesture = nudge(gesture, scene, 0, 0, -10);
    expect(heldPoint(gesture)?.landmark).toMatchObject({ x: 51, y: 30 });
  });

  it('begins anew with another point, and stops at the image’s edge', () => {
    const other = nudge(nudge(idle, scene, 0, 1, 0), scene, 1, 10, 0);
    expect(heldPoint(other)).toMatchObject({ point: 1, landmark: { x: 110, y: 40, visibility: 1 } });
    const edge = Array.from({ length: 9 }).reduce<typeof other>((now) => nudge(now, scene, 1, 10, 0), other);
    expect(heldPoint(edge)?.landmark.x).toBe(150);
  });
});
