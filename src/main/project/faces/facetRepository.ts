import type { SQLInputValue } from 'node:sqlite';
import { isConfirmed } from '@shared/domain/confirmed';
import type { LandmarkScheme } from '@shared/domain/landmarkScheme';
import { type Database, numberIn } from '../database';
import type { ProjectTemplate } from '../projectTemplate';
import { type Facet, type FacetValue, facetRows } from './facets';
import { LabelReader } from './labelReader';

/**
 * Ids of all faces at once, by a property or in an order. Each is one scan of an index whose ids come as one
 * text: a row of its own for each of 100,000 faces would take several times as long.
 */
export class FacetRepository {
  private readonly labels: LabelReader;

  constructor(
    private readonly database: Database,
    private readonly template: ProjectTemplate,
  ) {
    this.labels = new LabelReader(database, template);
  }

  /** The ids of the faces that have each value, ascending; of some faces only when `among` is given. */
  byValue(facet: Facet, among: readonly number[] | null = null): Map<FacetValue, number[]> {
    if (facet.by === 'confirmed') return new Map([[1, this.confirmed(facet.subject, among)]]);
    const { sql, values } = facetRows(facet, this.template);
    const restriction = among ? 'WHERE face_id IN (SELECT value FROM json_each(?))' : '';
    const rows = this.database.all(
      `SELECT value, json_group_array(face_id) AS ids FROM (${sql}) ${restriction} GROUP BY value`,
      ...values,
      ...(among ? [JSON.stringify(among)] : []),
    );
    return new Map(rows.map((row) => [row['value'] as FacetValue, listed<number>(row['ids'])]));
  }

  /** By path, then source, then place in the image. */
  byName(): number[] {
    return this.idsInOrder(
      `SELECT faces.id FROM images JOIN faces ON image_id = images.id
       ORDER BY path, source_id, index_in_image`,
    );
  }

  /** Faces for which a head's stored prediction has that number: the smallest first, then by id. */
  byPrediction(runId: number, head: string, number: 'error' | 'confidence'): number[] {
    return this.idsInOrder(
      `SELECT face_id AS id FROM predictions WHERE run_id = ? AND head = ? AND ${number} IS NOT NULL
       ORDER BY ${number}, face_id`,
      runId,
      head,
    );
  }

  /** Every face's path, `paths[n]` that of `ids[n]`. */
  paths(): { readonly ids: readonly number[]; readonly paths: readonly string[] } {
    const row = this.database.first(
      `SELECT json_group_array(faces.id) AS ids, json_group_array(path) AS paths
       FROM images JOIN faces ON image_id = images.id`,
    );
    return { ids: listed(row!['ids']), paths: listed(row!['paths']) };
  }

  /** Ids of the faces by which of the scheme's points are placed on them: few ways among many faces. */
  byPlacedPoints(scheme: LandmarkScheme): { readonly placed: readonly boolean[]; readonly ids: number[] }[] {
    const places = this.template.columns.placesOf(scheme);
    const rows = this.database.all(
      'SELECT visibility, json_group_array(face_id) AS ids FROM landmarks GROUP BY visibility',
    );
    return rows.map((row) => {
      const visibility = row['visibility'] as Uint8Array;
      return { placed: places.map((place) => (visibility[place] ?? 0) > 0), ids: listed(row['ids']) };
    });
  }

  highestId(): number {
    return numberIn(this.database.first('SELECT max(id) FROM faces'));
  }

  /** Ascending. `subject`: null for any. The few faces of which anything was ever confirmed are looked at one by one. */
  private confirmed(subject: string | null, among: readonly number[] | null): number[] {
    const restriction = among ? 'WHERE face_id IN (SELECT value FROM json_each(?))' : '';
    const said = this.database.all(
      `SELECT DISTINCT face_id FROM confirmed_labels ${restriction} ORDER BY face_id`,
      ...(among ? [JSON.stringify(among)] : []),
    );
    return this.labels
      .records(said.map(numberIn))
      .filter((face) => {
        const subjects = subject === null ? Object.keys(face.confirmed) : [subject];
        return subjects.some((one) => isConfirmed(face, one));
      })
      .map(({ id }) => id);
  }

  private idsInOrder(sql: string, ...values: SQLInputValue[]): number[] {
    // SQLite keeps a subquery's order for aggregates that depend on it.
    const row = this.database.first(`SELECT json_group_array(id) AS ids FROM (${sql})`, ...values);
    return listed(row!['ids']);
  }
}

function listed<Value>(json: unknown): Value[] {
  return JSON.parse(String(json)) as Value[];
}
