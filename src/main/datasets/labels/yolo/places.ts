import type { SplitPlace } from './dataset';
import { isAbsolute, labelSteps, stepsOf, withoutEnding } from './steps';

/** One of the places that a split's images are said to be at. */
export abstract class Place {
  /** Whether any label file belongs to it. */
  isThere = false;

  constructor(readonly said: SplitPlace) {}

  /** How many steps of a label file's path speak for it; null where it does not belong here. */
  abstract match(file: readonly string[]): number | null;
}

/** A folder of images, and all below it. */
export class Folder extends Place {
  private readonly candidates: readonly (readonly string[])[];
  private readonly fewest: number;
  private readonly isAbsolute: boolean;

  constructor(said: SplitPlace, home: readonly string[], path: string | null) {
    super(said);
    const steps = stepsOf(said.place);
    this.fewest = steps.length;
    this.isAbsolute = isAbsolute(said.place) || (path !== null && isAbsolute(path));
    this.candidates = [home, stepsOf(path ?? '')].map((base) => labelSteps([...base, ...steps]));
  }

  match(file: readonly string[]): number | null {
    const folders = file.slice(0, -1);
    const matches = this.candidates.flatMap((steps) => this.matchOf(steps, folders) ?? []);
    return matches.length === 0 ? null : Math.max(...matches);
  }

  /** The longest end of the place that is among the folders. Of a place on another disk the beginning may be missing. */
  private matchOf(steps: readonly string[], folders: readonly string[]): number | null {
    const fewest = this.isAbsolute ? Math.min(1, steps.length) : this.fewest;
    for (let count = steps.length; count >= fewest; count -= 1) {
      const end = steps.slice(steps.length - count);
      const at = placeOf(end, folders);
      // Whatever lies in a folder “labels” has that one: by itself it tells only where all begins.
      const isTelling = count === 0 || at === 0 || (count >= this.fewest && end.join() !== 'labels');
      if (at !== null && isTelling) return count;
    }
    return null;
  }
}

/** Where one list of steps stands within another. */
function placeOf(steps: readonly string[], within: readonly string[]): number | null {
  for (let at = 0; at + steps.length <= within.length; at += 1) {
    if (steps.every((step, index) => within[at + index] === step)) return at;
  }
  return null;
}

/** A text with an image's path a line. */
export class List extends Place {
  /** The label files of the images: their paths, and all that these end with. */
  private readonly whole = new Set<string>();
  private readonly ends = new Set<string>();

  constructor(said: SplitPlace, text: string) {
    super(said);
    for (const line of text.split(/\r\n|\n|\r/)) {
      const steps = labelSteps(stepsOf(withoutEnding(line.trim())));
      if (steps.length > 0) this.whole.add(steps.join('/'));
      for (const end of endsOf(steps)) this.ends.add(end);
    }
  }

  /** What comes before is what the list's paths are relative to, or where the data set lay on their disk. */
  match(file: readonly string[]): number | null {
    const isListed = this.ends.has(file.join('/')) || endsOf(file).some((end) => this.whole.has(end));
    // A list names files, and is nearer to them than any folder.
    return isListed ? Infinity : null;
  }
}

function endsOf(steps: readonly string[]): string[] {
  return steps.map((_, at) => steps.slice(at).join('/'));
}
