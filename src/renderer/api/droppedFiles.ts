/** What the desktop's bridge says of files that were dropped on its window. */
export interface FilePaths {
  /** Absolute; empty for a file that lies nowhere, such as a picture dragged out of a page. */
  pathOf(file: File): string;
}

/** The paths of what was dropped, where the window may know them: null in a browser, which hands over the files only. */
export function pathsOfDrop(
  files: Iterable<File>,
  door: Partial<FilePaths> | null = bridge(),
): string[] | null {
  const pathOf = door?.pathOf;
  if (pathOf === undefined) return null;
  return [...files].map((file) => pathOf(file)).filter((path) => path !== '');
}

function bridge(): Partial<FilePaths> | null {
  return (window.facet as Partial<FilePaths> | undefined) ?? null;
}
