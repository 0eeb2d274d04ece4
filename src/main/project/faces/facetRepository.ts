import type { SQLInputValue } from 'node:sqlite';
import type { LandmarkScheme } from '@shared/domain/landmarkScheme';
import { type Database, numberIn } from '../database';
import type { ProjectTemplate } from '../projectTemplate';
import { type Facet, type FacetValue, facetRows } from './facets';

/**
 * Ids of all faces at once, by a property or in an order. Each is one scan of an index whose ids come as one
 * text: a row of its own for each of 100,000 faces would take several times as long.
 */
export class FacetRepository {
  constructor(
    private readonly database: Database,
    private readonly template: ProjectTemplate,
  ) {}

  /** The ids of the faces that have each value, ascending; of some faces only when `among` is given. */
  byValue(facet: Facet, among: readonly number[] | null = null): Map<FacetValue, number[]> {
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

  /** Faces in the project by attribute id, also of attributes that were taken away, and by value of each. */
  labelCounts(): Map<string, { readonly faces: number; readonly values: Readonly<Record<string, number>> }> {
    const rows = this.database.all(
      `SELECT attribute, count(DISTINCT face_id) AS faces FROM attribute_values
       WHERE face_id IN (SELECT id FROM faces WHERE deleted = 0 AND withdrawn = 0) GROUP BY attribute`,
    );
    return new Map(
      rows.map((row) => {
        const attribute = String(row['attribute']);
        return [attribute, { faces: Number(row['faces']), values: this.valueCounts(attribute) }];
      }),
    );
  }

  /** Faces in the project on which each point of the scheme is placed. */
  placedPoints(scheme: LandmarkScheme): number[] {
    const places = this.template.columns.placesOf(scheme);
    const counts = places.map(() => 0);
    // Few ways of being labelled among many faces.
    const rows = this.database.all(
      `SELECT visibility, count(*) AS faces FROM landmarks
       JOIN faces ON faces.id = face_id WHERE deleted = 0 AND withdrawn = 0 GROUP BY visibility`,
    );
    for (const row of rows) {
      const visibility = row['visibility'] as Uint8Array;
      places.forEach((place, point) => {
        if ((visibility[place] ?? 0) > 0) counts[point]! += Number(row['faces']);
      });
    }
    return counts;
  }

  private valueCounts(attribute: string): Record<string, number> {
    const rows = this.database.all(
      `SELECT value, count(*) AS faces FROM attribute_values
       JOIN faces ON faces.id = face_id
       WHERE attribute = ? AND typeof(value) = 'text' AND deleted = 0 AND withdrawn = 0 GROUP BY value`,
      attribute,
    );
    return Object.fromEntries(rows.map((row) => [String(row['value']), Number(row['faces'])]));
  }

  highestId(): number {
    return numberIn(this.database.first('SELECT max(id) FROM faces'));
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
