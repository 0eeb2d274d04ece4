import { isAbsolute, join, relative, sep } from 'node:path';
import type { Problem } from '@shared/contract/jobs';
import { fail, type Failure } from '@shared/result';
import { Database, numberIn } from '../../project/database';
import type { ListedPhoto, Photo } from '../findPhotos';
import { checkTables, makeTables, updateTables } from './schema';
import {
  numberOrNull,
  readFace,
  readFacts,
  readKnown,
  readLookedAt,
  readPhoto,
  unreachedCode,
  type KnownPhoto,
  type LookedAtPhoto,
  type SetCounts,
  type SetFace,
  type SetFacts,
  type SetOrder,
  type SetOutcome,
  type SetPhoto,
} from './setRecords';

/** Rows that a question takes out of the file at once. */
const rowsAtOnce = 2000;

/**
 * A set's file: its order, its photos, and what was predicted on them. A photo's result is written once, or not yet,
 * until the photo is renewed.
 */
export class PredictionSet {
  private constructor(
    readonly id: number,
    readonly folder: string,
    private readonly database: Database,
  ) {}

  static create(id: number, folder: string, order: SetOrder): PredictionSet {
    const database = new Database(fileIn(folder), { readOnly: false });
    try {
      // Every commit reaches the disk before it counts as done, as in the project.
      database.execute('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
      database.transaction(() => {
        makeTables(database);
        database.run(
          `INSERT INTO prediction_set
             (id, name, run_id, run, checkpoint, scheme, heads, inputs, uploaded, faces_are, watch, state, created_at)
           VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?)`,
          order.name,
          order.runId,
          order.run,
          order.checkpoint,
          JSON.stringify(order.scheme),
          JSON.stringify(order.heads),
          JSON.stringify(order.inputs),
          order.uploaded ? 1 : 0,
          order.facesAre,
          order.watch ? 1 : 0,
          new Date().toISOString(),
        );
      });
      return new PredictionSet(id, folder, database);
    } catch (thrown) {
      database.close();
      throw thrown;
    }
  }

  /** Fails with `set-unreadable`. */
  static open(id: number, folder: string, mode: 'read' | 'write'): PredictionSet {
    const database = new Database(fileIn(folder), { readOnly: mode === 'read' });
    try {
      checkTables(database);
      if (mode === 'write') {
        updateTables(database);
        database.execute('PRAGMA synchronous = FULL');
      }
      return new PredictionSet(id, folder, database);
    } catch (thrown) {
      database.close();
      throw thrown;
    }
  }

  facts(): SetFacts {
    return readFacts(this.database.first('SELECT * FROM prediction_set')!, this.folder);
  }

  setState(state: SetFacts['state'], failure: Failure | null = null): void {
    const text = failure === null ? null : JSON.stringify({ code: failure.code, message: failure.message });
    this.database.run('UPDATE prediction_set SET state = ?, failure = ?', state, text);
  }

  addSeconds(seconds: number): void {
    this.database.run('UPDATE prediction_set SET seconds = seconds + ?', seconds);
  }

  setImports(imports: readonly number[]): void {
    this.database.run('UPDATE prediction_set SET imports = ?', JSON.stringify(imports));
  }

  /** The photos to look at, in their order; those with a failure have been looked at already. */
  list(
    home: string,
    photos: readonly (Photo & Partial<ListedPhoto> & { readonly failure?: Failure | null })[],
    folderProblems: readonly Problem[],
  ): void {
    this.database.transaction(() => {
      photos.forEach(({ file, name, stamp, failure }, position) => {
        this.database.run(
          `INSERT INTO photos (position, path, name, stamp, failure_code, failure_reason)
           VALUES (?, ?, ?, ?, ?, ?)`,
          position,
          this.stored(file),
          name,
          stamp ?? null,
          failure?.code ?? null,
          failure?.message ?? null,
        );
      });
      for (const { file, code, reason } of folderProblems) {
        this.database.run('INSERT INTO folder_problems VALUES (?, ?, ?)', file, code, reason);
      }
      this.database.run(
        'UPDATE prediction_set SET home = ?, photo_count = ?',
        this.stored(home),
        photos.length,
      );
    });
  }

  /** Adds photos that have come to a listed set since, behind the others. */
  extend(photos: readonly ListedPhoto[]): SetPhoto[] {
    return this.database.transaction(() => {
      const first = numberIn(this.database.first('SELECT photo_count FROM prediction_set'));
      const added = photos.map((photo, index) => ({ ...photo, position: first + index }));
      for (const { file, name, stamp, position } of added) {
        this.database.run(
          'INSERT INTO photos (position, path, name, stamp) VALUES (?, ?, ?, ?)',
          position,
          this.stored(file),
          name,
          stamp,
        );
      }
      this.database.run('UPDATE prediction_set SET photo_count = photo_count + ?', added.length);
      return added;
    });
  }

  /** Photos that are to be looked at again, as their files are now; what was said of them is taken out. */
  renew(photos: readonly SetPhoto[]): void {
    this.database.transaction(() => {
      let faces = 0;
      for (const { position, stamp } of photos) {
        faces += this.database.run('DELETE FROM faces WHERE photo = ?', position).changes;
        this.database.run(
          `UPDATE photos SET stamp = ?, width_px = NULL, height_px = NULL, content_hash = NULL,
             failure_code = NULL, failure_reason = NULL
           WHERE position = ?`,
          stamp,
          position,
        );
      }
      if (faces > 0) this.database.run('UPDATE prediction_set SET renewals = renewals + 1');
    });
  }

  /** All photos that are listed, by their names. */
  known(): Map<string, KnownPhoto> {
    const rows = this.database.all('SELECT position, path, name, stamp, failure_code FROM photos');
    return new Map(rows.map((row) => [String(row['name']), readKnown(row, this.folder)]));
  }

  /** Photos that nobody has looked at yet, in their order. */
  waiting(): SetPhoto[] {
    return this.database
      .all(
        `SELECT position, path, name, stamp FROM photos
         WHERE content_hash IS NULL AND failure_code IS NULL ORDER BY position`,
      )
      .map((row) => readPhoto(row, this.folder));
  }

  /**
   * Writes what became of some photos, all or nothing; a photo that has been looked at stays as it is, and so does one
   * that has been renewed since. Fails with `prediction-run-changed` where another checkpoint than the set's has predicted.
   */
  record(globalStep: number | null, outcomes: readonly SetOutcome[]): void {
    this.database.transaction(() => {
      if (globalStep !== null) this.checkStep(globalStep);
      for (const outcome of outcomes) this.recordOne(outcome);
    });
  }

  counts(): SetCounts {
    const waiting = numberIn(
      this.database.first('SELECT count(*) FROM photos WHERE content_hash IS NULL AND failure_code IS NULL'),
    );
    const listed = numberIn(this.database.first('SELECT photo_count FROM prediction_set'));
    const failed = numberIn(
      this.database.first('SELECT count(*) FROM photos WHERE failure_code IS NOT NULL'),
    );
    const faces = numberIn(this.database.first('SELECT count(*) FROM faces'));
    return { done: listed - waiting, failed, faces };
  }

  /** What is to be said of photos: those without a face, those with the bytes of another, and those out of reach. */
  remarks(): { readonly withoutFace: number; readonly copies: number; readonly unreached: number } {
    const withoutFace = this.database.first(
      `SELECT count(*) FROM photos
       WHERE content_hash IS NOT NULL AND NOT EXISTS (SELECT 1 FROM faces WHERE photo = position)`,
    );
    const copies = this.database.first(
      'SELECT count(*) - count(DISTINCT content_hash) FROM photos WHERE content_hash IS NOT NULL',
    );
    const unreached = this.database.first(
      'SELECT count(*) FROM photos WHERE failure_code = ?',
      unreachedCode,
    );
    return {
      withoutFace: numberIn(withoutFace),
      copies: numberIn(copies),
      unreached: numberIn(unreached),
    };
  }

  problemCount(): number {
    return this.counts().failed + numberIn(this.database.first('SELECT count(*) FROM folder_problems'));
  }

  /** Folders first, then photos in their order. */
  problems(offset: number, limit: number): Problem[] {
    return this.database
      .all(
        `SELECT file, code, reason FROM (
           SELECT 0 AS part, rowid AS place, path AS file, code, reason FROM folder_problems
           UNION ALL
           SELECT 1, position, name, failure_code, failure_reason FROM photos WHERE failure_code IS NOT NULL
         ) ORDER BY part, place LIMIT ? OFFSET ?`,
        limit,
        offset,
      )
      .map((row) => ({
        file: String(row['file']),
        code: String(row['code']),
        reason: String(row['reason']),
      }));
  }

  /** Photos without a prediction, in their order. */
  failures(): Problem[] {
    const { failed } = this.counts();
    return this.problems(this.problemCount() - failed, failed);
  }

  /** A photo that was predicted on. Fails with `photo-unknown`. */
  photo(position: number): LookedAtPhoto {
    const [photo] = this.photos([position]);
    return photo ?? fail('photo-unknown', `This set has no predicted photo ${position}.`);
  }

  /** In the order of the positions; those without a prediction are left out. */
  photos(positions: readonly number[]): LookedAtPhoto[] {
    const rows = this.database.all(
      `SELECT * FROM photos WHERE content_hash IS NOT NULL AND position IN (SELECT value FROM json_each(?))`,
      JSON.stringify(positions),
    );
    const known = new Map(rows.map((row) => [Number(row['position']), readLookedAt(row, this.folder)]));
    return positions.flatMap((position) => known.get(position) ?? []);
  }

  /** In the order of the ids. */
  faces(ids: readonly number[]): SetFace[] {
    const rows = this.database.all(
      'SELECT * FROM faces WHERE id IN (SELECT value FROM json_each(?))',
      JSON.stringify(ids),
    );
    const known = new Map(rows.map((row) => [Number(row['id']), readFace(row)]));
    return ids.flatMap((id) => known.get(id) ?? []);
  }

  facesOf(photo: number): SetFace[] {
    return this.facesOfPhotos([photo]);
  }

  /** In the photos' order. */
  facesOfPhotos(photos: readonly number[]): SetFace[] {
    return this.database
      .all(
        `SELECT * FROM faces WHERE photo IN (SELECT value FROM json_each(?)) ORDER BY photo, index_in_photo`,
        JSON.stringify(photos),
      )
      .map(readFace);
  }

  /** Of the photos that were predicted on, or only of those that have one of these faces. */
  predictedPositions(faces: Int32Array | null): number[] {
    const rows =
      faces === null
        ? this.database.all('SELECT position FROM photos WHERE content_hash IS NOT NULL ORDER BY position')
        : this.database.all(
            `SELECT DISTINCT photo AS position FROM faces
             WHERE id IN (SELECT value FROM json_each(?)) ORDER BY photo`,
            JSON.stringify([...faces]),
          );
    return rows.map((row) => Number(row['position']));
  }

  /** Some faces after the one named, with their photos' names; none when there are no more. */
  facesAfter(id: number): (SetFace & { readonly name: string })[] {
    return this.database
      .all(
        `SELECT faces.*, name FROM faces JOIN photos ON position = photo
         WHERE faces.id > ? ORDER BY faces.id LIMIT ?`,
        id,
        rowsAtOnce,
      )
      .map((row) => ({ ...readFace(row), name: String(row['name']) }));
  }

  close(): void {
    this.database.close();
  }

  private checkStep(globalStep: number): void {
    const known = numberOrNull(this.database.first('SELECT global_step FROM prediction_set')!['global_step']);
    if (known === null) this.database.run('UPDATE prediction_set SET global_step = ?', globalStep);
    else if (known !== globalStep) {
      fail(
        'prediction-run-changed',
        `These predictions were begun with step ${known} of the run, which has been trained on to step ` +
          `${globalStep}. One set comes from one checkpoint: begin another.`,
      );
    }
  }

  private recordOne(outcome: SetOutcome): void {
    const isWaiting = 'position = ? AND stamp IS ? AND content_hash IS NULL AND failure_code IS NULL';
    const stamp = outcome.stamp ?? null;
    if ('failure' in outcome) {
      this.database.run(
        `UPDATE photos SET failure_code = ?, failure_reason = ? WHERE ${isWaiting}`,
        outcome.failure.code,
        outcome.failure.message,
        outcome.position,
        stamp,
      );
      return;
    }
    const { changes } = this.database.run(
      `UPDATE photos SET width_px = ?, height_px = ?, content_hash = ? WHERE ${isWaiting}`,
      outcome.image.widthPx,
      outcome.image.heightPx,
      outcome.contentHash,
      outcome.position,
      stamp,
    );
    if (changes === 0) return;
    outcome.faces.forEach(({ region, found, outputs }, index) => {
      this.database.run(
        `INSERT INTO faces (photo, index_in_photo, x, y, width, height, found, outputs)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        outcome.position,
        index,
        region.x,
        region.y,
        region.width,
        region.height,
        found && JSON.stringify(found),
        new Uint8Array(outputs.buffer, outputs.byteOffset, outputs.byteLength),
      );
    });
  }

  private stored(path: string): string {
    const within = relative(this.folder, path);
    const isInside = within !== '' && within.split(sep)[0] !== '..' && !isAbsolute(within);
    return isInside ? within.split(sep).join('/') : path;
  }
}

function fileIn(folder: string): string {
  return join(folder, 'predictions.db');
}
