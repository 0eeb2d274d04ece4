import { z } from 'zod';

/** What the door is and offers: the studio's services know nothing of it, a window asks for it once. */
export interface HostDescription {
  readonly kind: 'electron' | 'web' | 'terminal';
  /** Paths are chosen in the system's own dialogs: `host.choosePaths`. */
  readonly dialogs: boolean;
  /** The window draws the dialog itself, from `host.listFolder`: a browser hands over no paths. */
  readonly folders: boolean;
  /** Name of the machine whose paths these are. */
  readonly machine: string;
  readonly version: string;
}

/** Files that a person may choose, by what is in them. */
export const chosenFileKinds = ['zip', 'json', 'csv', 'xml', 'yaml', 'pts', 'photo'] as const;
export type ChosenFileKind = (typeof chosenFileKinds)[number];

export const choosePathsSchema = z.object({ kind: z.enum(['folder', ...chosenFileKinds]) }).strict();

export const listFolderSchema = z
  .object({
    /** Absolute; null for where a person would begin. */
    path: z.string().min(1).max(4096).nullable(),
    /** Which files to list beside the folders. */
    files: z.array(z.enum(chosenFileKinds)).max(chosenFileKinds.length).default(['zip']),
  })
  .strict();

/** Images of a folder are counted up to this: this many stands for "at least so many". */
export const imageCountLimit = 1000;

export interface ListedFolder {
  readonly kind: 'folder';
  readonly name: string;
  readonly path: string;
  /** Image files directly in it, up to `imageCountLimit`; null where it may not be read. */
  readonly images: number | null;
  /** It is a project of Facet's. */
  readonly isProject: boolean;
}

export interface ListedFile {
  readonly kind: 'file';
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
}

/** A folder of the machine that the studio runs on. What begins with a dot is left out. */
export interface FolderListing {
  readonly path: string;
  /** Null at the top. */
  readonly parent: string | null;
  /** Folders first, each kind in the order of its names. */
  readonly entries: readonly (ListedFolder | ListedFile)[];
  /** Entries that were too many to list. */
  readonly leftOut: number;
  /** Image files directly in the folder, up to `imageCountLimit`. */
  readonly images: number;
  readonly isProject: boolean;
  /** Where one may also begin. */
  readonly places: readonly { readonly kind: 'home' | 'top'; readonly path: string }[];
}

export interface RecentProject {
  readonly folder: string;
  /** ISO 8601, UTC. */
  readonly openedAt: string;
  /** Its folder still holds a project. */
  readonly exists: boolean;
}
