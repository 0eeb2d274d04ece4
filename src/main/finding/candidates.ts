import { overlapOf, sharedArea } from '@shared/geometry/overlap';
import type { View, ViewedPhoto } from '../images/photoViews';

/** A rectangle that may be a face, in whatever pixels its maker says. */
export interface Candidate {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** 0…1. */
  readonly score: number;
}

/** Of one pass over one view. */
export interface ViewOutputs {
  /** Logits. Shape [cells · cells]. */
  readonly scores: Float32Array;
  /** Centre (relative to the cell's), width, height in input pixels, then key points. Shape [cells · cells, 16]. */
  readonly boxes: Float32Array;
  readonly sidePx: number;
}

const valuesPerBox = 16;
const cellPx = 4;

/**
 * The boxes that a full-range BlazeFace network proposes, in pixels of its input: one for each cell of 4 × 4 pixels
 * (Bazarevsky et al., "BlazeFace", 2019; one anchor a cell, without a size of its own).
 */
export function proposedBoxes(outputs: ViewOutputs, minimumScore: number): Candidate[] {
  const { scores, boxes, sidePx } = outputs;
  const columns = sidePx / cellPx;
  const minimumLogit = Math.log(minimumScore / (1 - minimumScore));
  const candidates: Candidate[] = [];
  scores.forEach((logit, cell) => {
    if (!(logit >= minimumLogit)) return;
    const [dx, dy, width, height] = boxes.subarray(
      cell * valuesPerBox,
      cell * valuesPerBox + 4,
    ) as unknown as [number, number, number, number];
    if (!(width > 0 && height > 0)) return;
    const centreX = ((cell % columns) + 0.5) * cellPx + dx;
    const centreY = (Math.floor(cell / columns) + 0.5) * cellPx + dy;
    const score = 1 / (1 + Math.exp(-logit));
    candidates.push({ x: centreX - width / 2, y: centreY - height / 2, width, height, score });
  });
  return candidates;
}

/** A candidate in pixels of a view's input, in pixels of the photo's own size. */
export function inPhoto(
  candidate: Candidate,
  { region, sidePx }: Pick<View, 'region' | 'sidePx'>,
  photo: Omit<ViewedPhoto, 'views'>,
): Candidate {
  const scale = region.width / sidePx;
  const across = photo.original.widthPx / photo.widthPx;
  const down = photo.original.heightPx / photo.heightPx;
  return {
    x: (region.x + candidate.x * scale) * across,
    y: (region.y + candidate.y * scale) * down,
    width: candidate.width * scale * across,
    height: candidate.height * scale * down,
    score: candidate.score,
  };
}

/** Boxes that share more than this (intersection over union) are one face. */
const sameFaceOverlap = 0.3;
/** A weaker box that lies in a better one by more than this is a part of that face. */
const partCover = 0.7;

/**
 * One box for each face: boxes that overlap their best become their mean, weighted by score ("BlazeFace", section 4:
 * steadier than the best box alone), and boxes of a mere part of a face are dropped. Best first.
 */
export function merged(candidates: readonly Candidate[]): Candidate[] {
  let rest = candidates.toSorted((first, second) => second.score - first.score);
  const faces: Candidate[] = [];
  while (rest.length > 0) {
    const best = rest[0]!;
    const same = new Set(rest.filter((other) => other === best || overlapOf(other, best) > sameFaceOverlap));
    const face = weightedMean([...same], best.score);
    rest = rest.filter((other) => !same.has(other));
    if (!faces.some((better) => coverOf(face, better) > partCover)) faces.push(face);
  }
  return faces;
}

function weightedMean(candidates: readonly Candidate[], score: number): Candidate {
  const weight = candidates.reduce((sum, candidate) => sum + candidate.score, 0);
  const mean = (value: (candidate: Candidate) => number): number =>
    candidates.reduce((sum, candidate) => sum + value(candidate) * candidate.score, 0) / weight;
  return {
    x: mean(({ x }) => x),
    y: mean(({ y }) => y),
    width: mean(({ width }) => width),
    height: mean(({ height }) => height),
    score,
  };
}

/** How much of a box lies in another, 0…1. */
function coverOf(box: Candidate, other: Candidate): number {
  return sharedArea(box, other) / (box.width * box.height);
}
