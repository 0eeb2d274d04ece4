import type { Problem } from '@shared/contract/jobs';
import type { ImportedFace } from '../../project/faces/importRepository';

/** Tools count pixels from the first one's corner or from its centre. */
const [fromPx, toPx] = [-0.5, 1];
/** A single point may lie anywhere. */
const fewestPoints = 2;

/**
 * Finds files all of whose points lie in the first pixel of their images. Nobody labels there: they are shares of the image from
 * 0 to 1 that were taken for pixels. Nothing is guessed of it, since only a person knows what was meant.
 */
export class PointsInCorner {
  private readonly pointsOfFile = new Map<string, number>();
  private readonly soundFiles = new Set<string>();

  add({ landmarks, origin: { file } }: ImportedFace): void {
    const labelled = landmarks.filter(({ visibility }) => visibility > 0);
    if (labelled.length === 0) return;
    this.pointsOfFile.set(file, (this.pointsOfFile.get(file) ?? 0) + labelled.length);
    if (labelled.some(({ x, y }) => Math.min(x, y) < fromPx || Math.max(x, y) > toPx))
      this.soundFiles.add(file);
  }

  /** One for all files: some formats have one for each image. */
  problems(): Problem[] {
    const found = [...this.pointsOfFile].filter(
      ([file, points]) => points >= fewestPoints && !this.soundFiles.has(file),
    );
    const [first] = found;
    if (!first) return [];
    const [file, points] = first;
    const others = found.length - 1;
    const more =
      others === 0
        ? ''
        : `, as do those of ${others === 1 ? 'another file' : `${others.toLocaleString('en')} other files`}`;
    const reason = `all of its ${points.toLocaleString('en')} points lie within the first pixel of their images${more}: they look like shares of the image from 0 to 1, and were taken for pixels. Multiply them by the image’s width and height, undo this import, and import again`;
    return [{ file, code: 'points-in-corner', reason }];
  }
}
