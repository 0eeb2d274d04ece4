/** What the desktop's preload says of files that were dropped on its window or chosen in it. */
export interface FilePaths {
  /** Absolute; empty for a file that lies nowhere, such as a picture dragged out of a page. */
  pathOf(file: File): string;
}

declare global {
  interface Window {
    readonly facetFiles?: FilePaths;
  }
}

/** The paths of what was dropped, where the window may know them: null in a browser, which hands over the files only. */
export function pathsOfDrop(
  files: Iterable<File>,
  door: FilePaths | undefined = window.facetFiles,
): string[] | null {
  if (door === undefined) return null;
  return [...files].map((file) => door.pathOf(file)).filter((path) => path !== '');
}
