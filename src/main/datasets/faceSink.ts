import type { ImportReport } from '@shared/contract/reports';
import type { ImportedFace } from '../project/faces/importRepository';

/** Where an importer puts what it reads: the project's store, for one import. */
export interface FaceSink {
  /** The source of the images in `folder`; the same one when it was added before. */
  addSource(source: {
    readonly kind: 'folder' | 'archive';
    readonly folder: string;
    readonly origin: string;
  }): { readonly id: number };
  /** Adds a batch in one transaction: a face that is there already is updated. */
  add(batch: readonly ImportedFace[]): SinkCounts;
}

export interface SinkCounts {
  readonly imported: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Of the new faces: those of images that had others before, none of which they are. */
  readonly beside: number;
}

/** What an importer can say of its import by itself. */
export type DatasetReport = Omit<ImportReport, 'format' | 'importId'>;
