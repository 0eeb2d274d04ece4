import { existsSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fail } from '@shared/result';
import type { Database, Row } from './database';

export type SourceKind = 'folder' | 'archive';

/** A folder of images that the project refers to and never writes to. */
export interface Source {
  readonly id: number;
  readonly kind: SourceKind;
  /** Absolute; image paths are relative to it. */
  readonly folder: string;
  /** What the person chose: the folder itself, or the archive it was unpacked from. */
  readonly origin: string;
}

/** Folders inside the project are stored relative to it, so that the project can be moved with them. */
export class SourceRepository {
  constructor(
    private readonly database: Database,
    private readonly projectFolder: string,
  ) {}

  /** Answers the source there is when the folder was added before. */
  add(source: { readonly kind: SourceKind; readonly folder: string; readonly origin?: string }): Source {
    return this.database.transaction(() => {
      const known = this.find(source.folder);
      if (known) return known;
      const { id } = this.database.run(
        'INSERT INTO sources (kind, folder, origin, added_at) VALUES (?, ?, ?, ?)',
        source.kind,
        this.stored(source.folder),
        source.origin ?? source.folder,
        new Date().toISOString(),
      );
      return this.get(id);
    });
  }

  find(folder: string): Source | undefined {
    const row = this.database.first('SELECT * FROM sources WHERE folder = ?', this.stored(folder));
    return row && this.read(row);
  }

  /** Fails with `source-unknown`. */
  get(id: number): Source {
    const row = this.database.first('SELECT * FROM sources WHERE id = ?', id);
    if (!row) fail('source-unknown', `The project has no source ${id}.`);
    return this.read(row);
  }

  list(): Source[] {
    return this.database.all('SELECT * FROM sources ORDER BY id').map((row) => this.read(row));
  }

  /**
   * Points a source to where its images are now. Fails with `source-mismatch` when the folder does not hold
   * them: the first image is looked for.
   */
  relink(id: number, folder: string): Source {
    return this.database.transaction(() => {
      const source = this.get(id);
      const other = this.find(folder);
      if (other && other.id !== id)
        fail('source-mismatch', `${folder} already is another source of this project.`);
      const image = this.database.first(
        'SELECT path FROM images WHERE source_id = ? ORDER BY path LIMIT 1',
        id,
      );
      const wanted = join(folder, String(image?.['path'] ?? ''));
      if (!existsSync(wanted)) {
        fail(
          'source-mismatch',
          `${wanted} does not exist. Choose the folder that now holds what was ${source.folder}.`,
        );
      }
      this.database.run('UPDATE sources SET folder = ? WHERE id = ?', this.stored(folder), id);
      return this.get(id);
    });
  }

  private stored(folder: string): string {
    const absolute = resolve(folder);
    const within = relative(this.projectFolder, absolute);
    const isInside = within !== '..' && !within.startsWith(`..${sep}`) && !isAbsolute(within);
    return isInside ? within.split(sep).join('/') || '.' : absolute;
  }

  private read(row: Row): Source {
    return {
      id: Number(row['id']),
      kind: row['kind'] as SourceKind,
      folder: resolve(this.projectFolder, String(row['folder'])),
      origin: String(row['origin']),
    };
  }
}
