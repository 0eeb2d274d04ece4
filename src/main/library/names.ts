/** Paths of all faces, for finding a part of one. */
export class FaceNames {
  private readonly folded: readonly string[];

  constructor(
    private readonly ids: readonly number[],
    paths: readonly string[],
  ) {
    this.folded = paths.map(folded);
  }

  /** Ids of the faces whose path holds the text. */
  containing(part: string): number[] {
    const wanted = folded(part);
    return this.ids.filter((_, index) => this.folded[index]!.includes(wanted));
  }
}

/** Upper and lower case are the same, and so are the two ways in which systems write an accented letter. */
function folded(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
