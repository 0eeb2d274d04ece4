import { basename, join } from 'node:path';
import type { FaceRecord } from '@shared/domain/faceRecord';
import type { Source } from '../../project/sources';

/** How an export calls the images of a project: by their paths, below a folder for each source where it has several. */
export class ImageNames {
  private readonly folders: ReadonlyMap<number, string>;
  private readonly prefixes = new Map<number, string>();

  constructor(sources: readonly Source[]) {
    this.folders = new Map(sources.map(({ id, folder }) => [id, folder]));
    const taken = new Set<string>();
    for (const { id, folder } of sources.length > 1 ? sources : []) {
      const wished = basename(folder) || 'images';
      const prefix = taken.has(wished.toLowerCase()) ? `${wished}-${id}` : wished;
      taken.add(prefix.toLowerCase());
      this.prefixes.set(id, `${prefix}/`);
    }
  }

  name({ sourceId, imagePath }: FaceRecord): string {
    return `${this.prefixes.get(sourceId) ?? ''}${imagePath}`;
  }

  /** Absolute. */
  file({ sourceId, imagePath }: FaceRecord): string {
    return join(this.folders.get(sourceId)!, imagePath);
  }
}
