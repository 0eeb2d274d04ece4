import type { AttributeLabel } from './attribute';

/** 0-based pixels of the original image (EXIF orientation applied), a pixel's centre at +0.5. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** 0 not labelled, 1 labelled but hidden, 2 visible (COCO's convention). */
export type Visibility = 0 | 1 | 2;

export interface Landmark extends Point {
  readonly visibility: Visibility;
}

/** Stands in a scheme's place for a point that nobody has placed. */
export const notLabelled: Landmark = { x: 0, y: 0, visibility: 0 };

export function isLabelled(landmark: Landmark | undefined): boolean {
  return landmark !== undefined && landmark.visibility > 0;
}

export const boxOrigins = ['image', 'landmarks', 'detector', 'hand'] as const;
export type BoxOrigin = (typeof boxOrigins)[number];

/** The square or rectangle that frames a face, in pixels of the original image; it may reach outside of it. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly drawnBy: BoxOrigin;
  /** A detector's confidence, 0…1. */
  readonly score?: number;
}

/** Well-known splits; a project may name others. */
export type Split = string;
export const trainingSplit = 'training';
export const testingSplit = 'testing';

export interface Face {
  readonly id: number;
  readonly sourceId: number;
  /** Relative to the source's folder, with forward slashes. */
  readonly imagePath: string;
  readonly imageWidthPx: number;
  readonly imageHeightPx: number;
  /** Null only when there is neither an explicit box nor a landmark to draw one around. */
  readonly box: Box | null;
  /** In the order of the project's landmark scheme. */
  readonly landmarks: readonly Landmark[];
  /** By attribute id. */
  readonly attributes: Readonly<Record<string, AttributeLabel>>;
  readonly split: Split;
  readonly flagged: boolean;
}
