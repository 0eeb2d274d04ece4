import type { Landmark, Point } from '@shared/domain/face';
import type { Boxing } from './boxGesture';
import { panned, toImage, toStage, type Viewport } from './viewport';
import { inImage, placedAt } from './points';

/** What the hand is doing on the stage. Nothing is in the journal before a gesture ends. */
export type Gesture =
  | { readonly kind: 'idle' }
  /** On a point, not yet moved: a click selects, a move beyond `slackPx` drags. */
  | {
      readonly kind: 'pressing';
      readonly point: number;
      readonly from: Point;
      /** From the pointer to the point, in stage pixels: the point does not jump under the pointer. */
      readonly grip: Point;
    }
  | { readonly kind: 'dragging'; readonly point: number; readonly grip: Point; readonly landmark: Landmark }
  | { readonly kind: 'panning'; readonly from: Point; readonly viewport: Viewport }
  | Boxing
  /** An arrow key is held down: the point moves, and is set down when the key comes up. */
  | { readonly kind: 'nudging'; readonly point: number; readonly landmark: Landmark };

export const idle: Gesture = { kind: 'idle' };
const slackPx = 3;

/** The face under the hand, as far as gestures need it. */
export interface GestureScene {
  readonly viewport: Viewport;
  readonly landmarks: readonly Landmark[];
  readonly width: number;
  readonly height: number;
}

export function pressPoint(scene: GestureScene, point: number, at: Point): Gesture {
  const place = toStage(scene.viewport, scene.landmarks[point]!);
  return { kind: 'pressing', point, from: at, grip: { x: place.x - at.x, y: place.y - at.y } };
}

export function startPan(viewport: Viewport, at: Point): Gesture {
  return { kind: 'panning', from: at, viewport };
}

export function move(gesture: Gesture, scene: GestureScene, at: Point): Gesture {
  switch (gesture.kind) {
    case 'pressing': {
      const moved = Math.hypot(at.x - gesture.from.x, at.y - gesture.from.y);
      return moved < slackPx ? gesture : drag(gesture.point, gesture.grip, scene, at);
    }
    case 'dragging':
      return drag(gesture.point, gesture.grip, scene, at);
    default:
      return gesture;
  }
}

function drag(point: number, grip: Point, scene: GestureScene, at: Point): Gesture {
  const place = toImage(scene.viewport, { x: at.x + grip.x, y: at.y + grip.y });
  const landmark = placedAt(scene.landmarks[point], inImage(place, scene.width, scene.height));
  return { kind: 'dragging', point, grip, landmark };
}

/** The viewport while the hand pans. */
export function panTo(gesture: Gesture & { kind: 'panning' }, at: Point): Viewport {
  return panned(gesture.viewport, at.x - gesture.from.x, at.y - gesture.from.y);
}

/** By image pixels; from where a held key has already moved it. */
export function nudge(gesture: Gesture, scene: GestureScene, point: number, dx: number, dy: number): Gesture {
  const from =
    gesture.kind === 'nudging' && gesture.point === point ? gesture.landmark : scene.landmarks[point]!;
  const place = inImage({ x: from.x + dx, y: from.y + dy }, scene.width, scene.height);
  return { kind: 'nudging', point, landmark: placedAt(from, place) };
}

/** The point that a gesture holds away from its label, and where. */
export function heldPoint(gesture: Gesture): { readonly point: number; readonly landmark: Landmark } | null {
  return gesture.kind === 'dragging' || gesture.kind === 'nudging' ? gesture : null;
}

/** The landmarks as they look while the gesture goes on. */
export function landmarksDuring(gesture: Gesture, landmarks: readonly Landmark[]): readonly Landmark[] {
  const held = heldPoint(gesture);
  return held === null ? landmarks : landmarks.with(held.point, held.landmark);
}
