import { type FaceLabels, checkedLabels, editsBetween, mergeImported, sameValue } from '@shared/domain/edit';
import type { AttributeLabel } from '@shared/domain/attribute';
import type { Box, Landmark, Split } from '@shared/domain/face';
import type { LabelOrigin } from '@shared/domain/faceRecord';
import { fail } from '@shared/result';
import type { ChangeFeed } from '../changes';
import { type Database, numberIn, type Row } from '../database';
import type { ProjectTemplate } from '../projectTemplate';
import { FacePlaces, type PlacedFace } from './facePlaces';
import { putImage } from './imageTable';
import { LabelReader, labelsOf, stateOf } from './labelReader';
import { LabelWriter } from './labelWriter';

/** One face as an importer read it. */
export interface ImportedFace {
  readonly sourceId: number;
  /** Relative to the source's folder, with forward slashes. */
  readonly imagePath: string;
  /** Which face of its image it is, where somebody knows; absent: the one that `sameFaces` finds, or a new one. */
  readonly indexInImage?: number;
  readonly imageWidthPx: number;
  readonly imageHeightPx: number;
  readonly contentHash: string;
  readonly split: Split;
  /** Only a box that the label file gives. */
  readonly box: Box | null;
  /** In the order of the project's landmark scheme. */
  readonly landmarks: readonly Landmark[];
  /** By attribute id; one that is missing is not labelled. */
  readonly attributes: Readonly<Record<string, AttributeLabel>>;
  readonly origin: LabelOrigin;
  /** What of this the files speak of at all: of a face that is there already, all else stays. Absent: everything. */
  readonly said?: SaidLabels;
}

/** The kinds of labels that label files hold; a file that names only an attribute says nothing of points. */
export interface SaidLabels {
  readonly points: boolean;
  readonly box: boolean;
  readonly split: boolean;
  /** By id. */
  readonly attributes: readonly string[];
}

export interface ImportCounts {
  /** New faces, and faces of an import that had been undone. */
  readonly imported: number;
  /** Faces whose labels in the file, or whose image, changed since they were imported. */
  readonly updated: number;
  readonly unchanged: number;
  /** Of the updated and unchanged: faces whose labels a person has changed, and which keep them. */
  readonly kept: number;
  /** Of the new faces: those of images that had others before, none of which they are. */
  readonly beside: number;
}

export interface ImportRecord {
  readonly id: number;
  /** What was imported: a folder or an archive. */
  readonly path: string;
  readonly who: string;
  readonly startedAt: string;
  /** Null while it runs, and for one that was broken off. */
  readonly finishedAt: string | null;
  readonly undoneAt: string | null;
  readonly imported: number;
  readonly updated: number;
  readonly unchanged: number;
}

/** What an import replaced, for the day it is undone. */
interface Replaced {
  readonly labels: FaceLabels;
  readonly origin: LabelOrigin;
}

/** What undoing an import took back, for whoever wants it again. */
export interface TakenBack {
  /** Faces that left the project. */
  readonly withdrawn: readonly number[];
  /** What the import had said of faces that were there before it. */
  readonly relabelled: readonly (Replaced & { readonly faceId: number })[];
}

/** A condition on `faces`. */
const worked = '(edited = 1 OR flagged = 1) AND deleted = 0 AND withdrawn = 0';

type Outcome = 'imported' | 'updated' | 'unchanged';

/** Imports, each on record, so that every label can say where it came from and an import can be undone. */
export class ImportRepository {
  private readonly reader: LabelReader;
  private readonly writer: LabelWriter;
  private readonly places: FacePlaces;

  constructor(
    private readonly database: Database,
    private readonly template: ProjectTemplate,
    private readonly changes: ChangeFeed,
  ) {
    this.reader = new LabelReader(database, template);
    this.writer = new LabelWriter(database, template);
    this.places = new FacePlaces(database, this.reader);
  }

  /** Opens the record under which batches are added; answers its id. */
  begin(path: string, who: string): number {
    const sql = 'INSERT INTO imports (path, who, started_at) VALUES (?, ?, ?)';
    return this.database.run(sql, path, who, new Date().toISOString()).id;
  }

  finish(id: number): void {
    this.places.forget(id);
    this.database.run('UPDATE imports SET finished_at = ? WHERE id = ?', new Date().toISOString(), id);
  }

  /** Newest first. */
  list(): ImportRecord[] {
    return this.database.all('SELECT * FROM imports ORDER BY id DESC').map(readImport);
  }

  /** Adds one batch in one transaction. A person's changes of a face stay, whatever the file says now. */
  add(importId: number, batch: readonly ImportedFace[]): ImportCounts {
    const counts = this.database.transaction(() => {
      const counts = { imported: 0, updated: 0, unchanged: 0, kept: 0, beside: 0 };
      const images = batch.map((face) => putImage(this.database, face));
      const inImages = batch.map((face, index) => ({ face, imageId: images[index]!.id }));
      for (const [index, placed] of this.places.of(importId, inImages).entries()) {
        const { outcome, kept } = this.put(importId, placed, images[index]!.changed);
        counts[outcome] += 1;
        if (kept) counts.kept += 1;
        if (placed.isBeside) counts.beside += 1;
      }
      this.database.run(
        `UPDATE imports SET imported = imported + ?, updated = updated + ?, unchanged = unchanged + ?
         WHERE id = ?`,
        counts.imported,
        counts.updated,
        counts.unchanged,
        importId,
      );
      return counts;
    });
    this.changes.tell({ kind: 'import' });
    return counts;
  }

  /** Faces that came with an import and that a person has worked on since: labels or flag. */
  workedOn(id: number): number {
    return numberIn(this.database.first(`SELECT count(*) FROM faces WHERE import_id = ? AND ${worked}`, id));
  }

  /**
   * Takes an import back: its new faces leave the project (importing again brings them back, with what a
   * person changed), or only those that nobody has worked on since; labels that it changed become what they were.
   * Fails with `import-unknown`, `import-undone`, or `import-built-upon` when a later import changed the same faces.
   */
  undo(id: number, who: string, keepWorkedOn = false): TakenBack {
    const takenBack = this.database.transaction(() => {
      const row = this.required(id);
      if (row['undone_at'] !== null) fail('import-undone', `The import of ${row['path']} is already undone.`);
      this.refuseWhenBuiltUpon(id);
      const leaving = `import_id = ? AND withdrawn = 0${keepWorkedOn ? ` AND NOT (${worked})` : ''}`;
      const ids = this.database.first(`SELECT json_group_array(id) AS ids FROM faces WHERE ${leaving}`, id);
      this.database.run(`UPDATE faces SET withdrawn = 1 WHERE ${leaving}`, id);
      const changes = this.database.all('SELECT face_id, before FROM import_changes WHERE import_id = ?', id);
      const relabelled = changes.map((change) => {
        const replaced = JSON.parse(String(change['before'])) as Replaced;
        return this.replace({ ...replaced, faceId: Number(change['face_id']) });
      });
      const now = new Date().toISOString();
      this.database.run('UPDATE imports SET undone_at = ?, undone_by = ? WHERE id = ?', now, who, id);
      return { withdrawn: JSON.parse(String(ids!['ids'])) as number[], relabelled };
    });
    this.changes.tell({ kind: 'import' });
    return takenBack;
  }

  /**
   * Does an import that was undone again, without reading its files: what the undoing took back. A face that a later
   * import brought is left alone. Fails with `import-unknown`, or `import-not-undone`.
   */
  redo(id: number, { withdrawn, relabelled }: TakenBack): void {
    this.database.transaction(() => {
      const row = this.required(id);
      if (row['undone_at'] === null) fail('import-not-undone', `The import of ${row['path']} is not undone.`);
      this.database.run(
        `UPDATE faces SET withdrawn = 0
         WHERE import_id = ? AND id IN (SELECT value FROM json_each(?))`,
        id,
        JSON.stringify(withdrawn),
      );
      for (const face of relabelled) this.replace(face);
      this.database.run('UPDATE imports SET undone_at = NULL, undone_by = NULL WHERE id = ?', id);
    });
    this.changes.tell({ kind: 'import' });
  }

  /** Fails with `import-unknown`. */
  get(id: number): ImportRecord {
    return readImport(this.required(id));
  }

  private required(id: number): Row {
    const row = this.database.first('SELECT * FROM imports WHERE id = ?', id);
    return row ?? fail('import-unknown', `The project has no import ${id}.`);
  }

  /** Answers what the face's label file said until now. */
  private replace({ faceId, labels, origin }: Replaced & { readonly faceId: number }): Replaced & {
    readonly faceId: number;
  } {
    const [record] = this.reader.records([faceId]);
    const { before } = this.relabel(faceId, this.reader.fitting(labels));
    this.writer.setOrigin(faceId, origin);
    return { faceId, labels: before ? this.writer.stored(before) : labels, origin: record!.origin };
  }

  private put(
    importId: number,
    { face, imageId, indexInImage, known }: PlacedFace,
    imageChanged: boolean,
  ): { readonly outcome: Outcome; readonly kept: boolean } {
    const labels = checkedLabels(this.template, face);
    if (!known) {
      const id = this.writer.insert({ imageId, indexInImage, importId }, labels, face.origin);
      this.places.take(importId, id);
      return { outcome: 'imported', kept: false };
    }
    const { id, origin, withdrawn } = known;
    this.places.take(importId, id);
    // Of what an import said that was undone, nothing stays.
    const { before, kept } = this.relabel(id, labels, withdrawn ? undefined : face.said);
    if (!sameValue(origin, face.origin)) this.writer.setOrigin(id, face.origin);
    if (withdrawn) {
      this.database.run('UPDATE faces SET withdrawn = 0, import_id = ? WHERE id = ?', importId, id);
      return { outcome: 'imported', kept };
    }
    if (before) this.remember(importId, id, { labels: before, origin });
    return { outcome: before || imageChanged ? 'updated' : 'unchanged', kept };
  }

  /** Answers what the file said before, null when it says the same now, and whether a person's labels stay. */
  private relabel(
    faceId: number,
    newLabels: FaceLabels,
    said?: SaidLabels,
  ): { readonly before: FaceLabels | null; readonly kept: boolean } {
    const [record] = this.reader.records([faceId]);
    const current = stateOf(record!);
    // A face that is not edited is labelled as its file said.
    const original = record!.edited ? this.reader.originals([faceId]).get(faceId)! : labelsOf(current);
    const labels = said ? onlySaid(original, newLabels, said) : newLabels;
    if (editsBetween(this.template, original, labels).length === 0) {
      return { before: null, kept: record!.edited };
    }
    const merged = mergeImported(this.template, current, original, labels);
    const kept = editsBetween(this.template, merged, labels).length > 0;
    this.writer.update(faceId, current, merged);
    this.writer.replaceOriginal(faceId, labels);
    this.writer.setEdited(faceId, kept);
    return { before: original, kept };
  }

  /** The first value an import replaced is the one to go back to. */
  private remember(importId: number, faceId: number, replaced: Replaced): void {
    this.database.run(
      'INSERT INTO import_changes (import_id, face_id, before) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      importId,
      faceId,
      JSON.stringify({ ...replaced, labels: this.writer.stored(replaced.labels) }),
    );
  }

  private refuseWhenBuiltUpon(id: number): void {
    const later = this.database.first(
      `SELECT imports.path FROM import_changes JOIN imports ON imports.id = import_id
       WHERE import_id > ?1 AND undone_at IS NULL AND face_id IN (
         SELECT id FROM faces WHERE import_id = ?1
         UNION ALL SELECT face_id FROM import_changes WHERE import_id = ?1)
       LIMIT 1`,
      id,
    );
    if (later) {
      fail(
        'import-built-upon',
        `The import of ${later['path']} changed the same faces later. Undo that one first.`,
      );
    }
  }
}

function onlySaid(known: FaceLabels, labels: FaceLabels, said: SaidLabels): FaceLabels {
  return {
    box: said.box ? labels.box : known.box,
    landmarks: said.points ? labels.landmarks : known.landmarks,
    attributes: {
      ...known.attributes,
      ...Object.fromEntries(said.attributes.map((id) => [id, labels.attributes[id] ?? null])),
    },
    split: said.split ? labels.split : known.split,
  };
}

function readImport(row: Row): ImportRecord {
  return {
    id: Number(row['id']),
    path: String(row['path']),
    who: String(row['who']),
    startedAt: String(row['started_at']),
    finishedAt: row['finished_at'] === null ? null : String(row['finished_at']),
    undoneAt: row['undone_at'] === null ? null : String(row['undone_at']),
    imported: Number(row['imported']),
    updated: Number(row['updated']),
    unchanged: Number(row['unchanged']),
  };
}
