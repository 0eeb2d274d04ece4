import type { Project } from '../../project/project';

/** Where a photo is in the project's terms. */
export interface PhotoInSource {
  readonly id: number;
  /** Relative to the source's folder, with forward slashes. */
  readonly path: string;
}

/**
 * Which of the project's photos each of these is: the one with its bytes, by content hash. Where the project has several,
 * it is the one at its own place, else the first that came.
 */
export function photosInProject(
  project: Project,
  photos: readonly { readonly contentHash: string }[],
): (contentHash: string, own: PhotoInSource | null) => PhotoInSource | null {
  const images = project.faces.imagesOfContent(photos.map(({ contentHash }) => contentHash));
  return (contentHash, own) => {
    const alike = (images.get(contentHash) ?? []).map(({ sourceId, path }) => ({ id: sourceId, path }));
    return alike.find((image) => own !== null && isSame(image, own)) ?? alike[0] ?? null;
  };
}

export function isSame(one: PhotoInSource, other: PhotoInSource): boolean {
  return one.id === other.id && one.path === other.path;
}
