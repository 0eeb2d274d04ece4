import { computed, ref, shallowRef, watch, type Ref } from 'vue';
import type { FaceView } from '@shared/contract/library';
import type { Box, Landmark, Point } from '@shared/domain/face';
import { usePreferences } from '../../stores/preferences';
import { sameValue } from '@shared/domain/edit';
import {
  gripAt,
  isLargeEnough,
  leastBoxPx,
  squareAt,
  moveBox,
  pressBox,
  shifted,
  widened,
  type BoxGrip,
  type Boxing,
} from './boxGesture';
import {
  heldPoint,
  idle,
  landmarksDuring,
  move,
  nudge,
  panTo,
  pressPoint,
  startPan,
  type Gesture,
  type GestureScene,
} from './gesture';
import { nextMissing, placedAt, pointAt, walked } from './points';
import { otherFaceAt, type OtherFace } from './otherFaces';
import type { Selected } from './suggestion';
import {
  fitted,
  keptInSight,
  toImage,
  wheelFactor,
  zoomed,
  zoomStep,
  type Size,
  type Viewport,
} from './viewport';

/** What the view follows when the stage or the face changes; a hand's zoom ends it until the next fit. */
type Framing = 'image' | 'face' | 'free';

export interface StageHooks {
  readonly setLandmark: (index: number, to: Landmark) => void;
  readonly setBox: (to: Box) => void;
  readonly toggleHidden: (index: number) => void;
  /** Of the same photo. */
  readonly others: () => readonly OtherFace[];
  readonly goTo: (faceId: number) => void;
}

/** The stage's state and what the hand does to it: the viewport, the gesture, the selected point. */
export function useStage(face: Readonly<Ref<FaceView | null>>, selected: Ref<Selected>, hooks: StageHooks) {
  const preferences = usePreferences();
  const size = ref<Size>({ width: 0, height: 0 });
  const viewport = shallowRef<Viewport>({ scale: 1, offsetX: 0, offsetY: 0 });
  const framing = ref<Framing>(preferences.framing === 'face' ? 'face' : 'image');
  const gesture = shallowRef<Gesture>(idle);
  const spaceDown = ref(false);
  const hovered = ref<number | null>(null);
  /** The photo's other face that a click would go to. */
  const hoveredOther = ref<number | null>(null);
  /** Where the pointer is on the stage; null outside. */
  const pointer = shallowRef<Point | null>(null);

  const image = computed<Size>(() => ({
    width: face.value?.imageWidthPx ?? 1,
    height: face.value?.imageHeightPx ?? 1,
  }));
  const landmarks = computed(() => landmarksDuring(gesture.value, face.value?.landmarks ?? []));
  /** The face's box as it looks while the hand works on it. */
  const box = computed(() =>
    gesture.value.kind === 'boxing' ? gesture.value.box : (face.value?.box ?? null),
  );
  const boxSelected = computed(() => selected.value.kind === 'box');
  const hoveredGrip = ref<BoxGrip>('draw');
  const missing = computed(() => {
    const after = selected.value.kind === 'point' ? selected.value.index - 1 : -1;
    return nextMissing(landmarks.value, after);
  });
  const scene = (): GestureScene => ({
    viewport: viewport.value,
    landmarks: face.value?.landmarks ?? [],
    ...image.value,
  });

  function fit(to: 'image' | 'face'): void {
    framing.value = to;
    preferences.framing = to;
    const box = to === 'face' ? face.value?.box : null;
    const whole = { x: 0, y: 0, ...image.value };
    if (size.value.width > 0 && face.value) viewport.value = fitted(size.value, box ?? whole);
  }
  watch([() => face.value?.id, size], () => {
    if (framing.value !== 'free') fit(framing.value);
    else viewport.value = keptInSight(viewport.value, size.value, image.value);
  });
  watch(
    () => face.value?.id,
    () => {
      gesture.value = idle;
      hovered.value = null;
      hoveredOther.value = null;
      const { value } = selected;
      const stays = value.kind === 'attribute' ? value.onThisFace !== true : value.kind !== 'point';
      if (!stays) selected.value = { kind: 'nothing' };
    },
  );

  function zoom(factor: number, at?: Point): void {
    framing.value = 'free';
    const centre = { x: size.value.width / 2, y: size.value.height / 2 };
    viewport.value = keptInSight(zoomed(viewport.value, factor, at ?? centre), size.value, image.value);
  }
  function wheel(event: WheelEvent, at: Point): void {
    zoom(wheelFactor(event.deltaY, event.deltaMode, event.ctrlKey), at);
  }

  function press(event: PointerEvent, at: Point): void {
    if (!face.value) return;
    settle();
    if (event.button === 1 || (event.button === 0 && spaceDown.value)) {
      gesture.value = startPan(viewport.value, at);
      return;
    }
    if (boxSelected.value) {
      if (event.button === 0) gesture.value = pressBox(box.value, viewport.value, at);
      return;
    }
    const point = pointAt(landmarks.value, viewport.value, at, selectedPoint.value);
    if (event.button === 2) {
      if (point !== null) {
        selected.value = { kind: 'point', index: point };
        hooks.toggleHidden(point);
      }
      return;
    }
    if (event.button !== 0) return;
    if (point !== null) {
      selected.value = { kind: 'point', index: point };
      gesture.value = pressPoint(scene(), point, at);
    } else if (missing.value !== null) place(missing.value, at);
    else {
      selected.value = { kind: 'nothing' };
      const other = otherAt(at);
      if (other !== null) hooks.goTo(other);
    }
  }
  /** Where a click would go; as long as a point is missing, it places that. */
  function otherAt(at: Point): number | null {
    if (missing.value !== null) return null;
    return otherFaceAt(hooks.others(), box.value, toImage(viewport.value, at));
  }

  /**
   * A click on the image sets the next missing point, and goes on to the one after it. After the last one nothing is
   * selected: the arrows are for the attributes again.
   */
  function place(index: number, at: Point): void {
    const spot = toImage(viewport.value, at);
    const inside = spot.x >= 0 && spot.y >= 0 && spot.x <= image.value.width && spot.y <= image.value.height;
    if (!inside) return;
    hooks.setLandmark(index, placedAt(undefined, spot));
    const next = nextMissing(landmarks.value, index);
    selected.value = next === null ? { kind: 'nothing' } : { kind: 'point', index: next };
  }

  function follow(at: Point): void {
    pointer.value = at;
    if (gesture.value.kind === 'panning') {
      framing.value = 'free';
      viewport.value = keptInSight(panTo(gesture.value, at), size.value, image.value);
    } else if (gesture.value.kind === 'boxing') {
      gesture.value = moveBox(gesture.value, viewport.value, at);
    } else if (gesture.value.kind === 'idle' && boxSelected.value) {
      hovered.value = null;
      hoveredGrip.value = gripAt(box.value, viewport.value, at);
    } else if (gesture.value.kind === 'idle') {
      hovered.value = pointAt(landmarks.value, viewport.value, at, selectedPoint.value);
      hoveredOther.value = hovered.value === null ? otherAt(at) : null;
    } else gesture.value = move(gesture.value, scene(), at);
  }

  function leave(): void {
    pointer.value = null;
    hoveredOther.value = null;
  }
  function resize(to: Size): void {
    size.value = to;
  }

  /** Puts down what is held: from here on it is in the journal. */
  function settle(): void {
    if (gesture.value.kind === 'boxing') return settleBox(gesture.value);
    const held = heldPoint(gesture.value);
    const before = held ? face.value?.landmarks[held.point] : undefined;
    gesture.value = idle;
    if (!held || !before) return;
    if (before.x !== held.landmark.x || before.y !== held.landmark.y) {
      hooks.setLandmark(held.point, held.landmark);
    }
  }
  function settleBox({ start, box: drawn }: Boxing): void {
    gesture.value = idle;
    if (!sameValue({ ...start, drawnBy: 'hand', score: undefined }, drawn) && isLargeEnough(drawn))
      hooks.setBox(drawn);
  }
  /** Lets go without a trace. */
  function drop(): void {
    gesture.value = idle;
  }

  const selectedPoint = computed(() => (selected.value.kind === 'point' ? selected.value.index : null));
  function nudgeBy(dx: number, dy: number, held: boolean): void {
    const index = selectedPoint.value;
    if (index === null || !face.value || landmarks.value[index]?.visibility === 0) return;
    gesture.value = nudge(gesture.value, scene(), index, dx, dy);
    // One press is one step at once; a key that is held down is one step when it comes up.
    if (!held) settle();
  }
  /** A box of a third of what is seen of the image, in its middle. */
  function newBox(): Box {
    const corner = toImage(viewport.value, { x: 0, y: 0 });
    const end = toImage(viewport.value, { x: size.value.width, y: size.value.height });
    const [left, top] = [Math.max(0, corner.x), Math.max(0, corner.y)];
    const [right, bottom] = [Math.min(image.value.width, end.x), Math.min(image.value.height, end.y)];
    const side = Math.max(leastBoxPx, Math.min(right - left, bottom - top) / 3);
    return squareAt({ x: (left + right) / 2, y: (top + bottom) / 2 }, side);
  }

  /** By keys: as a gesture that began where the box was, so that a key that is held down is one step. */
  function changeBox(change: (box: Box) => Box, held: boolean): void {
    const now = box.value;
    if (now === null) return;
    const start = gesture.value.kind === 'boxing' ? gesture.value.start : now;
    gesture.value = { kind: 'boxing', grip: 'move', from: now, start, box: change(now) };
    if (!held) settle();
  }
  function walk(step: 1 | -1): boolean {
    const index = walked(landmarks.value.length, selectedPoint.value, step);
    selected.value = index === null ? { kind: 'nothing' } : { kind: 'point', index };
    return index !== null;
  }

  return {
    ...{ size, viewport, gesture, spaceDown, hovered, pointer, image, landmarks, missing, framing },
    ...{ box, boxSelected, hoveredGrip, hoveredOther, newBox },
    moveBoxBy: (dx: number, dy: number, held: boolean) => changeBox((from) => shifted(from, dx, dy), held),
    widenBoxBy: (px: number, held: boolean) => changeBox((from) => widened(from, px), held),
    ...{ fit, resize, zoom, wheel, press, follow, leave, settle, drop, nudgeBy, walk, selectedPoint },
    zoomIn: () => zoom(zoomStep),
    zoomOut: () => zoom(1 / zoomStep),
  };
}

export type Stage = ReturnType<typeof useStage>;
