import type { Problem } from '@shared/contract/jobs';
import type { LandmarkScheme } from '@shared/domain/landmarkScheme';
import type { ImportedFace } from '../../project/faces/importRepository';
import { oneLine, quoted } from './record';

/** Tools count pixels from the first one's corner or from its centre: half a pixel is nobody's mistake. */
const tolerancePx = 0.5;
const mostExamples = 3;

/**
 * Counts the points that lie outside of their image and were taken all the same: of a face that the edge cuts off they
 * are right, and else a sign that the labels were made for another image or size.
 */
export class PointsBeyond {
  private points = 0;
  private faces = 0;
  private first: ImportedFace | null = null;
  private readonly examples: string[] = [];

  constructor(private readonly scheme: LandmarkScheme) {}

  add(face: ImportedFace): void {
    const { imageWidthPx: widthPx, imageHeightPx: heightPx, imagePath, landmarks } = face;
    const beyond = landmarks.flatMap(({ x, y, visibility }, index) => {
      const isInside = Math.min(x, y, widthPx - x, heightPx - y) >= -tolerancePx || visibility === 0;
      const place = `(${rounded(x)}, ${rounded(y)})`;
      return isInside ? [] : [`${this.scheme.points[index]!.id} ${place}`];
    });
    if (beyond.length === 0) return;
    this.points += beyond.length;
    this.faces += 1;
    this.first ??= face;
    if (this.examples.length < mostExamples) {
      this.examples.push(`${beyond[0]!} of ${quoted(imagePath)}, ${widthPx} × ${heightPx}`);
    }
  }

  problems(): Problem[] {
    if (this.first === null) return [];
    const { file, line } = this.first.origin;
    const points = this.points === 1 ? 'one point' : `${this.points.toLocaleString('en')} points`;
    const faces = this.faces === 1 ? 'one face' : `${this.faces.toLocaleString('en')} faces`;
    const lie = this.points === 1 ? 'lies' : 'lie';
    const more = this.faces > this.examples.length ? '; …' : '';
    const reason = `${points} of ${faces} ${lie} outside of the image, and ${this.points === 1 ? 'was' : 'were'} taken so (${this.examples.join('; ')}${more}): right where the image’s edge cuts the face off, else look at the labels’ unit and image`;
    return [{ file, ...(line === null ? {} : { line }), code: 'point-beyond-edge', reason: oneLine(reason) }];
  }
}

function rounded(value: number): string {
  return String(Number(value.toFixed(1)));
}
