import type { Box, Landmark } from '@shared/domain/face';
import { boxAroundLandmarks } from '@shared/geometry/framing';
import { trainingSplit } from '@shared/domain/face';
import type { ImportedFace } from '../../project/faces/importRepository';
import type { CheckedImage } from '../imageCheck';
import type { LabelledBox, LabelledFace } from './record';

/** How far outside of an image a point may lie, in shares of the longer side: faces that the edge cuts off. */
const mostOutside = 0.5;
/** Boxes that differ by less are the same: other formats round. */
const sameBoxPx = 0.01;

/** A face on its image, in the project's pixels; or why it does not fit. `landmarks` in the face's own unit. */
export function fitFace(
  face: LabelledFace,
  landmarks: readonly Landmark[],
  attributes: ImportedFace['attributes'],
  image: CheckedImage & { readonly sourceId: number; readonly path: string },
  split: string | undefined,
): ImportedFace | { readonly code: string; readonly reason: string } {
  const { widthPx, heightPx } = image;
  const { size } = face;
  if (size !== null && (size.widthPx !== widthPx || size.heightPx !== heightPx)) {
    return {
      code: 'image-size-differs',
      reason: `the labels were made for ${size.widthPx} × ${size.heightPx} pixels, and ${image.path} has ${widthPx} × ${heightPx}`,
    };
  }
  const [scaleX, scaleY] = face.unit === 'share' ? [widthPx, heightPx] : [1, 1];
  const points = landmarks.map(({ x, y, visibility }) => ({ x: x * scaleX, y: y * scaleY, visibility }));
  const reach = mostOutside * Math.max(widthPx, heightPx);
  const outside = points.find(
    ({ x, y, visibility }) => visibility > 0 && !isWithin(x, y, widthPx, heightPx, reach),
  );
  if (outside) {
    return {
      code: 'point-outside',
      reason: `the point (${outside.x}, ${outside.y}) is outside of ${image.path}, which has ${widthPx} × ${heightPx} pixels`,
    };
  }
  const given = face.box && {
    ...face.box,
    ...{ x: face.box.x * scaleX, y: face.box.y * scaleY },
    ...{ width: face.box.width * scaleX, height: face.box.height * scaleY },
  };
  if (given && !meets(given, widthPx, heightPx)) {
    return {
      code: 'box-outside',
      reason: `its box lies outside of ${image.path}, which has ${widthPx} × ${heightPx} pixels`,
    };
  }
  return {
    sourceId: image.sourceId,
    imagePath: image.path,
    imageWidthPx: widthPx,
    imageHeightPx: heightPx,
    contentHash: image.contentHash,
    split: face.split ?? split ?? trainingSplit,
    box: given && drawnBox(given, points, widthPx, heightPx),
    landmarks: points,
    attributes,
    origin: face.origin,
  };
}

/**
 * Null for a box that the project draws around the points by itself, whole or as much as the image has of it. A box of
 * the whole image is just that, even where such a frame reaches beyond all of its edges: images that were cut to the
 * face (MTFL's AFLW) have it.
 */
function drawnBox(
  box: LabelledBox,
  landmarks: readonly Landmark[],
  widthPx: number,
  heightPx: number,
): Box | null {
  const own = box.drawnBy === undefined ? boxAroundLandmarks(landmarks) : null;
  const isWhole = isWholeImage(box, widthPx, heightPx);
  const isCut = own !== null && !isWhole && isSameBox(clipped(own, widthPx, heightPx), box);
  if (isCut || (own !== null && isSameBox(own, box))) return null;
  const guessed = box.score !== undefined ? 'detector' : isWhole ? 'image' : 'hand';
  return { ...box, drawnBy: box.drawnBy ?? guessed };
}

export function isWholeImage(box: LabelledBox, widthPx: number, heightPx: number): boolean {
  return isSameBox(box, { x: 0, y: 0, width: widthPx, height: heightPx });
}

/** As much as the image has of a box. */
export function clipped<Frame extends LabelledBox>(box: Frame, widthPx: number, heightPx: number): Frame {
  const [left, top] = [Math.max(0, box.x), Math.max(0, box.y)];
  const right = Math.min(widthPx, box.x + box.width);
  const bottom = Math.min(heightPx, box.y + box.height);
  return { ...box, x: left, y: top, width: right - left, height: bottom - top };
}

function isSameBox(first: LabelledBox, second: LabelledBox): boolean {
  return (['x', 'y', 'width', 'height'] as const).every(
    (side) => Math.abs(first[side] - second[side]) < sameBoxPx,
  );
}

function isWithin(x: number, y: number, widthPx: number, heightPx: number, reach: number): boolean {
  return x >= -reach && y >= -reach && x <= widthPx + reach && y <= heightPx + reach;
}

function meets({ x, y, width, height }: LabelledBox, widthPx: number, heightPx: number): boolean {
  return x < widthPx && y < heightPx && x + width > 0 && y + height > 0;
}
