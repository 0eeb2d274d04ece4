import { onUnmounted, shallowRef, type Ref } from 'vue';
import type { Rectangle } from './gridGeometry';

const slackPx = 5;
const edgePx = 36;
const scrollPxPerFrame = 18;

/** A frame drawn over the grid, in the grid's own pixels; near an edge the grid scrolls along. */
export function useLasso(
  scroller: Readonly<Ref<HTMLElement | null>>,
  ended: (rectangle: Rectangle, keepOthers: boolean) => void,
) {
  const rectangle = shallowRef<Rectangle | null>(null);
  let from: { x: number; y: number } | null = null;
  let pointer: PointerEvent | null = null;
  let frame = 0;
  let justEnded = false;

  /** Content pixels of the pointer. */
  function place(event: PointerEvent): { x: number; y: number } {
    const element = scroller.value!;
    const bounds = element.getBoundingClientRect();
    return {
      x: event.clientX - bounds.left + element.scrollLeft,
      y: event.clientY - bounds.top + element.scrollTop,
    };
  }

  function press(event: PointerEvent): void {
    const element = scroller.value;
    justEnded = false;
    if (!element || event.button !== 0) return;
    // The scrollbar is not the grid.
    if (event.clientX - element.getBoundingClientRect().left > element.clientWidth) return;
    from = place(event);
    pointer = event;
  }

  function move(event: PointerEvent): void {
    if (from === null) return;
    pointer = event;
    const at = place(event);
    if (rectangle.value === null) {
      if (Math.hypot(at.x - from.x, at.y - from.y) < slackPx) return;
      scroller.value?.setPointerCapture(event.pointerId);
      frame = requestAnimationFrame(scrollAlong);
    }
    draw(at);
  }

  function draw(at: { x: number; y: number }): void {
    if (from === null) return;
    rectangle.value = {
      left: Math.min(from.x, at.x),
      top: Math.max(0, Math.min(from.y, at.y)),
      right: Math.max(from.x, at.x),
      bottom: Math.max(from.y, at.y),
    };
  }

  function scrollAlong(): void {
    const element = scroller.value;
    if (element && pointer && rectangle.value) {
      const { top, bottom } = element.getBoundingClientRect();
      const step = pointer.clientY < top + edgePx ? -1 : pointer.clientY > bottom - edgePx ? 1 : 0;
      if (step !== 0) {
        element.scrollTop += step * scrollPxPerFrame;
        draw(place(pointer));
      }
      frame = requestAnimationFrame(scrollAlong);
    }
  }

  function release(event: PointerEvent): void {
    const drawn = rectangle.value;
    stop();
    if (drawn === null) return;
    justEnded = true;
    ended(drawn, event.ctrlKey || event.metaKey);
  }

  function stop(): void {
    cancelAnimationFrame(frame);
    from = null;
    pointer = null;
    rectangle.value = null;
  }
  onUnmounted(stop);

  return {
    rectangle,
    press,
    move,
    release,
    cancel: stop,
    /** A click that ends a frame is none. */
    swallowsClick: () => justEnded,
  };
}
