/** A file to be fetched from the web. */
export interface RemoteFile {
  readonly address: string;
  /** What a person can do without us: the last sentence of what is said when the fetching fails. */
  readonly otherwise: string;
}

/** 150234567 → `150.2 MB`. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toLocaleString('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 })} MB`;
}
