/** The folders and the name of a path of any system, without what leads nowhere or out of a folder. */
export function stepsOf(path: string): string[] {
  return path.split(/[\\/]/).filter((step) => step !== '' && step !== '.' && step !== '..');
}

/** Where the labels of an image or a folder of images lie: in `labels` instead of the last `images`, as Ultralytics has it. */
export function labelSteps(steps: readonly string[]): string[] {
  const at = steps.lastIndexOf('images');
  return steps.map((step, index) => (index === at ? 'labels' : step));
}

/** Steps that both end with. */
export function commonEnd(first: readonly string[], second: readonly string[]): number {
  let count = 0;
  while (count < Math.min(first.length, second.length) && first.at(-1 - count) === second.at(-1 - count)) {
    count += 1;
  }
  return count;
}

export function withoutEnding(path: string): string {
  return path.replace(/\.[^./\\]+$/, '');
}

/** On whatever system. */
export function isAbsolute(place: string): boolean {
  return /^([\\/]|[a-z]:)/i.test(place);
}
