import type { Point } from '@shared/domain/face';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where the image stands on the stage: stage pixels = image pixels · scale + offset. */
export interface Viewport {
  readonly scale: number;
  readonly offsetX: number;
  readonly offsetY: number;
}

export const leastScale = 0.02;
export const mostScale = 64;
/** One press of a zoom key; four notches of a wheel. */
export const zoomStep = 1.25;
const marginPx = 24;
/** So much of the image stays on the stage, however far it is pushed. */
const leastVisiblePx = 48;

export function toStage(viewport: Viewport, point: Point): Point {
  return {
    x: point.x * viewport.scale + viewport.offsetX,
    y: point.y * viewport.scale + viewport.offsetY,
  };
}

/** An area of the image, in stage pixels. */
export function areaOnStage(viewport: Viewport, area: Size & Point): Size & Point {
  const { scale } = viewport;
  return { ...toStage(viewport, area), width: area.width * scale, height: area.height * scale };
}

export function toImage(viewport: Viewport, point: Point): Point {
  return {
    x: (point.x - viewport.offsetX) / viewport.scale,
    y: (point.y - viewport.offsetY) / viewport.scale,
  };
}

/** An area of the image in the middle of the stage, as large as it fits beside a margin. */
export function fitted(stage: Size, area: Size & Point): Viewport {
  const room = (side: number): number => Math.max(32, side - 2 * marginPx);
  const scale = clampScale(Math.min(room(stage.width) / area.width, room(stage.height) / area.height));
  return {
    scale,
    offsetX: stage.width / 2 - (area.x + area.width / 2) * scale,
    offsetY: stage.height / 2 - (area.y + area.height / 2) * scale,
  };
}

/** Larger or smaller by a factor, with the image's point under `at` (stage pixels) staying where it is. */
export function zoomed(viewport: Viewport, factor: number, at: Point): Viewport {
  const scale = clampScale(viewport.scale * factor);
  const kept = toImage(viewport, at);
  return { scale, offsetX: at.x - kept.x * scale, offsetY: at.y - kept.y * scale };
}

export function panned(viewport: Viewport, dx: number, dy: number): Viewport {
  return { ...viewport, offsetX: viewport.offsetX + dx, offsetY: viewport.offsetY + dy };
}

/** The viewport with a corner of the image kept in sight. */
export function keptInSight(viewport: Viewport, stage: Size, image: Size): Viewport {
  const keep = (offset: number, side: number, extent: number): number => {
    const visible = Math.min(leastVisiblePx, extent);
    return Math.min(side - visible, Math.max(visible - extent, offset));
  };
  return {
    scale: viewport.scale,
    offsetX: keep(viewport.offsetX, stage.width, image.width * viewport.scale),
    offsetY: keep(viewport.offsetY, stage.height, image.height * viewport.scale),
  };
}

/** A wheel's turn as a zoom factor; a touchpad's pinch comes as a wheel with Ctrl and finer steps. */
export function wheelFactor(deltaY: number, deltaMode: number, pinch: boolean): number {
  const px = deltaMode === 1 ? deltaY * 16 : deltaMode === 2 ? deltaY * 400 : deltaY;
  const bounded = Math.min(240, Math.max(-240, px));
  return zoomStep ** (-bounded / (pinch ? 20 : 100));
}

function clampScale(scale: number): number {
  return Math.min(mostScale, Math.max(leastScale, scale));
}
