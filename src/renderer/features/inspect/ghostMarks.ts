import type { LibraryTile } from '@shared/contract/library';

/** SVG paths in a square of 100: a ring where the head sees each point, a line to it from where it is labelled. */
export interface GhostMarks {
  readonly rings: string;
  readonly shifts: string;
}

const radius = 3.4;

/** Both as fractions of the picture, in the scheme's order. */
export function ghostMarks(predicted: LibraryTile['points'], labelled: LibraryTile['points']): GhostMarks {
  let rings = '';
  let shifts = '';
  predicted.forEach((point, index) => {
    if (!point) return;
    const [x, y] = [hundredths(point[0]), hundredths(point[1])];
    rings += `M${hundredths(point[0] - radius / 100)} ${y}a${radius} ${radius} 0 1 1 ${2 * radius} 0a${radius} ${radius} 0 1 1 ${-2 * radius} 0z`;
    const label = labelled[index];
    if (label) shifts += `M${hundredths(label[0])} ${hundredths(label[1])}L${x} ${y}`;
  });
  return { rings, shifts };
}

/** A fraction of the picture in its hundred units, to a hundredth of them. */
function hundredths(fraction: number): number {
  return Math.round(fraction * 10_000) / 100;
}
