/** What is asked before runs and studies are deleted, and answered once they are. Bytes are those of folders. */

export interface KeptOfRun {
  readonly bytes: number;
}

export interface DeletedRun {
  readonly run: string;
  readonly freedBytes: number;
}

export interface KeptOfStudy {
  /** Its trials that have begun. */
  readonly runs: number;
  readonly bytes: number;
}

export interface DeletedStudy {
  readonly study: string;
  /** Those that went with it. */
  readonly runs: readonly string[];
  readonly freedBytes: number;
}
