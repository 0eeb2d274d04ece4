import type { FaceLabels } from '@shared/domain/edit';
import type { Split } from '@shared/domain/face';
import type { FaceRecord } from '@shared/domain/faceRecord';
import type { Template } from '@shared/domain/template';
import { fail } from '@shared/result';
import { type Database, numberIn } from '../database';
import type { ProjectTemplate } from '../projectTemplate';
import { type FaceFilter, type FaceOrder, filterCondition, orderClause } from './faceFilter';
import type { ImportCounts, ImportedFace, ImportRepository } from './importRepository';
import { LabelReader, labelsOf, stateOf } from './labelReader';
import { type LearningFaces, readLearningFaces } from './learningFaces';
import { unfoundPhotos } from './unfoundPhotos';

export interface FaceWindow {
  readonly offset?: number;
  readonly limit?: number;
  /** By id when not given: the order of import. */
  readonly order?: FaceOrder;
}

/** A face that an image has, in sight or not. */
export type FaceOfImage = FaceRecord & { readonly withdrawn: boolean };

/** Faces as they are now. What changes them are imports and the journal. */
export class FaceRepository {
  private readonly reader: LabelReader;

  constructor(
    private readonly database: Database,
    private readonly template: ProjectTemplate,
    private readonly imports: ImportRepository,
    private readonly sourceFolder: (sourceId: number) => string,
  ) {
    this.reader = new LabelReader(database, template);
  }

  /**
   * Adds or updates one batch, all or nothing. Fails with `edit-invalid` on labels that the template does not
   * know, and with `disk-full`.
   */
  upsertImported(batch: readonly ImportedFace[], importId: number): ImportCounts {
    return this.imports.add(importId, batch);
  }

  count(filter: FaceFilter = {}): number {
    const condition = filterCondition(filter);
    const sql = `SELECT count(*) FROM faces JOIN images ON images.id = image_id WHERE ${condition.sql}`;
    return numberIn(this.database.first(sql, ...condition.values));
  }

  ids(filter: FaceFilter = {}, window: FaceWindow = {}): number[] {
    const condition = filterCondition(filter);
    const sql = `SELECT faces.id FROM faces JOIN images ON images.id = image_id
      WHERE ${condition.sql} ${orderClause(window.order)} LIMIT ? OFFSET ?`;
    const rows = this.database.all(sql, ...condition.values, window.limit ?? -1, window.offset ?? 0);
    return rows.map((row) => Number(row['id']));
  }

  list(filter: FaceFilter = {}, window: FaceWindow = {}): FaceRecord[] {
    return this.reader.records(this.ids(filter, window));
  }

  /** Also a deleted face. Fails with `face-unknown`. */
  get(id: number): FaceRecord {
    const [record] = this.reader.records([id]);
    return record ?? fail('face-unknown', `The project has no face ${id}.`);
  }

  /** In the order of the ids, also deleted faces. Fails with `face-unknown`. */
  getAll(ids: readonly number[]): FaceRecord[] {
    const records = this.reader.records(ids);
    if (records.length === ids.length) return records;
    const known = new Set(records.map((record) => record.id));
    return fail('face-unknown', `The project has no face ${ids.find((id) => !known.has(id))}.`);
  }

  /**
   * All faces of some images of a source, by path; `withdrawn` since the import that brought them was undone. An image
   * without a face is left out.
   */
  ofImages(sourceId: number, paths: readonly string[]): Map<string, FaceOfImage[]> {
    const rows = this.database.all(
      `SELECT path, faces.id, withdrawn FROM images JOIN faces ON image_id = images.id
       WHERE source_id = ? AND path IN (SELECT value FROM json_each(?)) ORDER BY index_in_image`,
      sourceId,
      JSON.stringify(paths),
    );
    const records = this.reader.records(rows.map((row) => Number(row['id'])));
    const byPath = new Map<string, FaceOfImage[]>();
    rows.forEach((row, index) => {
      const path = String(row['path']);
      const faces = byPath.get(path) ?? [];
      byPath.set(path, faces);
      faces.push({ ...records[index]!, withdrawn: row['withdrawn'] === 1 });
    });
    return byPath;
  }

  /** Images with these bytes that have a face in the project, by content hash, the first that came before the others. */
  imagesOfContent(hashes: readonly string[]): Map<string, { sourceId: number; path: string }[]> {
    const rows = this.database.all(
      `SELECT content_hash, source_id, path FROM images
       WHERE content_hash IN (SELECT value FROM json_each(?))
         AND EXISTS (SELECT 1 FROM faces WHERE image_id = images.id AND withdrawn = 0)
       ORDER BY id`,
      JSON.stringify(hashes),
    );
    const byHash = new Map<string, { sourceId: number; path: string }[]>();
    for (const row of rows) {
      const hash = String(row['content_hash']);
      const images = byHash.get(hash) ?? [];
      byHash.set(hash, images);
      images.push({ sourceId: Number(row['source_id']), path: String(row['path']) });
    }
    return byHash;
  }

  /** The faces of the photo that a face is of, in their order, without deleted ones. */
  ofPhoto(faceId: number): number[] {
    const rows = this.database.all(
      `SELECT id FROM faces WHERE image_id = (SELECT image_id FROM faces WHERE id = ?)
       AND deleted = 0 AND withdrawn = 0 ORDER BY index_in_image`,
      faceId,
    );
    return rows.map((row) => Number(row['id']));
  }

  /** First faces of photos in which nobody has said where the faces are; of one source or of all. */
  unfound(sourceId: number | null): number[] {
    return unfoundPhotos(this.database, sourceId);
  }

  /** What the label file says of a face, whatever a person has changed since. */
  original(id: number): FaceLabels {
    return this.reader.originals([id]).get(id) ?? labelsOf(stateOf(this.get(id)));
  }

  /** The same of many faces, in the order of their records. */
  originals(records: readonly FaceRecord[]): FaceLabels[] {
    const edited = this.reader.originals(records.map((record) => record.id));
    return records.map((record) => edited.get(record.id) ?? labelsOf(stateOf(record)));
  }

  /** Labels and image facts of many faces as plain arrays, in the order of their ids. */
  forLearning(filter: FaceFilter = {}, template: Template = this.template): LearningFaces {
    return readLearningFaces(this.database, template, this.template.columns, filter, this.sourceFolder);
  }

  /** Number of faces by split. */
  splits(): Record<Split, number> {
    const rows = this.database.all(
      `SELECT split, count(*) AS faces FROM faces WHERE deleted = 0 AND withdrawn = 0
       GROUP BY split ORDER BY min(id)`,
    );
    return Object.fromEntries(rows.map((row) => [String(row['split']), Number(row['faces'])]));
  }

  /**
   * Number of faces of a split (of all when not given) by value id, in the order of the attribute's values;
   * a number's values are not counted.
   */
  classCounts(attribute: string, split?: Split): Record<string, number> {
    const rows = this.database.all(
      `SELECT value, count(*) AS faces FROM attribute_values JOIN faces ON faces.id = face_id
       WHERE attribute = ? AND deleted = 0 AND withdrawn = 0 AND (?2 IS NULL OR split = ?2)
       GROUP BY value`,
      attribute,
      split ?? null,
    );
    const counts = new Map(rows.map((row) => [row['value'], Number(row['faces'])]));
    const values = this.template.attributes.find((candidate) => candidate.id === attribute)?.values ?? [];
    return Object.fromEntries(values.map((value) => [value.id, counts.get(value.id) ?? 0]));
  }
}
