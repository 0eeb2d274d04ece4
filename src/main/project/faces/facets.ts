import type { SQLInputValue } from 'node:sqlite';
import type { ProjectTemplate } from '../projectTemplate';

/** A property by which faces are told apart: every face has one value of it, none, or (tags) several. */
export type Facet =
  /** In the project: every face whose import was not taken back, deleted ones included. */
  | { readonly by: 'present' }
  | { readonly by: 'split' | 'source' }
  | { readonly by: 'edited' | 'flagged' | 'deleted' }
  /** Whether somebody said that the label is right, see `isConfirmed`; any of the face's labels where it is null. */
  | { readonly by: 'confirmed'; readonly subject: string | null }
  /** Whether another image has the same bytes. */
  | { readonly by: 'duplicate' }
  /** Who drew the box, where somebody did. */
  | { readonly by: 'box' }
  /** How many of the points are labelled: all, some or none. */
  | { readonly by: 'points' }
  /** A value id; each tag, '' for tags that are known to be none. */
  | { readonly by: 'attribute'; readonly attribute: string }
  /** Any number: whether there is one. */
  | { readonly by: 'number'; readonly attribute: string }
  /** The value id that a head chose, by the run's stored predictions. */
  | { readonly by: 'prediction'; readonly runId: number; readonly head: string }
  /** Each tag that a head chose; '' where it chose none. */
  | { readonly by: 'predicted-tags'; readonly runId: number; readonly head: string };

export type FacetValue = string | number;

/** Facets of which an edit of a face changes nothing: they come from imports and predictions. */
export function outlivesEdits({ by }: Facet): boolean {
  return ['present', 'source', 'duplicate', 'prediction', 'predicted-tags'].includes(by);
}

/** Rows of `face_id` and `value`. Whether a label is still the one that was confirmed, no row says. */
export function facetRows(
  facet: Exclude<Facet, { readonly by: 'confirmed' }>,
  template: Pick<ProjectTemplate, 'scheme' | 'columns'>,
): { readonly sql: string; readonly values: readonly SQLInputValue[] } {
  switch (facet.by) {
    case 'present':
      return { sql: 'SELECT id AS face_id, 1 AS value FROM faces WHERE withdrawn = 0', values: [] };
    case 'split':
      return { sql: 'SELECT id AS face_id, split AS value FROM faces WHERE withdrawn = 0', values: [] };
    case 'edited':
    case 'flagged':
    case 'deleted':
      return { sql: `SELECT id AS face_id, 1 AS value FROM faces WHERE ${facet.by} = 1`, values: [] };
    case 'source':
      return {
        sql: `SELECT faces.id AS face_id, source_id AS value FROM images JOIN faces ON image_id = images.id`,
        values: [],
      };
    case 'duplicate':
      return {
        sql: `SELECT faces.id AS face_id, 1 AS value FROM images JOIN faces ON image_id = images.id
          WHERE content_hash IN (SELECT content_hash FROM images GROUP BY content_hash HAVING count(*) > 1)`,
        values: [],
      };
    case 'box':
      return { sql: 'SELECT face_id, drawn_by AS value FROM boxes', values: [] };
    case 'points':
      return { sql: pointRows(template), values: [] };
    case 'attribute':
      return {
        sql: 'SELECT face_id, value FROM attribute_values WHERE attribute = ?',
        values: [facet.attribute],
      };
    case 'number':
      return {
        sql: 'SELECT face_id, 1 AS value FROM attribute_values WHERE attribute = ?',
        values: [facet.attribute],
      };
    case 'prediction':
      return {
        sql: `SELECT face_id, predicted AS value FROM predictions
          WHERE run_id = ? AND head = ? AND predicted IS NOT NULL`,
        values: [facet.runId, facet.head],
      };
    case 'predicted-tags':
      return {
        sql: `SELECT face_id, coalesce(tags.value, '') AS value
          FROM predictions LEFT JOIN json_each(predicted) AS tags
          WHERE run_id = ? AND head = ? AND predicted IS NOT NULL`,
        values: [facet.runId, facet.head],
      };
  }
}

/** Of a project whose scheme was exchanged, only the places that hold the scheme's points are looked at. */
function pointRows({ scheme, columns }: Pick<ProjectTemplate, 'scheme' | 'columns'>): string {
  if (columns.areOf(scheme)) {
    return `SELECT face_id, CASE
        WHEN instr(visibility, x'00') = 0 THEN 'all'
        WHEN visibility = zeroblob(length(visibility)) THEN 'none'
        ELSE 'some' END AS value
      FROM landmarks`;
  }
  const stretches = columns
    .stretchesOf(scheme)
    .map(({ start, length }) => `hex(substr(visibility, ${start + 1}, ${length}))`);
  // Two hexadecimal digits a point; a face that is older than the scheme is too short for all of it.
  return `SELECT face_id, CASE
      WHEN trim(digits, '0') = '' THEN 'none'
      WHEN length(digits) = ${2 * scheme.points.length} AND instr(digits, '00') = 0 THEN 'all'
      ELSE 'some' END AS value
    FROM (SELECT face_id, ${stretches.join(' || ')} AS digits FROM landmarks)`;
}
