import type { SQLInputValue } from 'node:sqlite';
import type { BoxOrigin, Split } from '@shared/domain/face';

/** Which faces are meant; every given condition must hold. */
export interface FaceFilter {
  readonly ids?: readonly number[];
  readonly splits?: readonly Split[];
  readonly sourceIds?: readonly number[];
  /** By attribute id: one of these values (a tag: at least one of them); null stands for "not labelled". */
  readonly attributes?: Readonly<Record<string, readonly (string | number | null)[]>>;
  readonly flagged?: boolean;
  /** Whether the labels differ from the label file's. */
  readonly edited?: boolean;
  /** Whether another image has the same bytes. */
  readonly duplicate?: boolean;
  readonly boxDrawnBy?: readonly BoxOrigin[];
  /** A part of the image's path, upper and lower case being the same for a…z. */
  readonly nameContains?: string;
  /** True lists the faces that were deleted from the project instead of those in it. */
  readonly deleted?: boolean;
}

export interface FaceOrder {
  readonly by: 'id' | 'name';
  readonly descending?: boolean;
}

export interface SqlCondition {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

/** A condition on `faces` joined with `images`. Lists are bound as JSON, so that one text serves any length. */
export function filterCondition(filter: FaceFilter): SqlCondition {
  const conditions: SqlCondition[] = [
    { sql: `withdrawn = 0 AND deleted = ${filter.deleted ? 1 : 0}`, values: [] },
    ...oneOf('faces.id', filter.ids),
    ...oneOf('split', filter.splits),
    ...oneOf('images.source_id', filter.sourceIds),
    ...flag('flagged', filter.flagged),
    ...flag('edited', filter.edited),
    ...Object.entries(filter.attributes ?? {}).map(([attribute, values]) => labelled(attribute, values)),
    ...duplicate(filter.duplicate),
    ...boxDrawnBy(filter.boxDrawnBy),
    ...nameContains(filter.nameContains),
  ];
  return {
    sql: conditions.map((condition) => `(${condition.sql})`).join(' AND '),
    values: conditions.flatMap((condition) => condition.values),
  };
}

export function orderClause({ by, descending }: FaceOrder = { by: 'id' }): string {
  const columns = by === 'id' ? ['faces.id'] : ['images.path', 'images.source_id', 'index_in_image'];
  return `ORDER BY ${columns.map((column) => `${column} ${descending ? 'DESC' : 'ASC'}`).join(', ')}`;
}

function oneOf(column: string, values: readonly (string | number)[] | undefined): SqlCondition[] {
  if (values === undefined) return [];
  return [{ sql: `${column} IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(values)] }];
}

function flag(column: string, wanted: boolean | undefined): SqlCondition[] {
  return wanted === undefined ? [] : [{ sql: `${column} = ${wanted ? 1 : 0}`, values: [] }];
}

function labelled(attribute: string, values: readonly (string | number | null)[]): SqlCondition {
  const withValue = `faces.id IN (
    SELECT face_id FROM attribute_values WHERE attribute = ? AND value IN (SELECT value FROM json_each(?)))`;
  const unlabelled = `NOT EXISTS (
    SELECT 1 FROM attribute_values WHERE face_id = faces.id AND attribute = ?)`;
  const present = JSON.stringify(values.filter((value) => value !== null));
  return values.includes(null)
    ? { sql: `${withValue} OR ${unlabelled}`, values: [attribute, present, attribute] }
    : { sql: withValue, values: [attribute, present] };
}

function duplicate(wanted: boolean | undefined): SqlCondition[] {
  if (wanted === undefined) return [];
  const repeated = 'SELECT content_hash FROM images GROUP BY content_hash HAVING count(*) > 1';
  return [{ sql: `images.content_hash ${wanted ? '' : 'NOT '}IN (${repeated})`, values: [] }];
}

function boxDrawnBy(origins: readonly BoxOrigin[] | undefined): SqlCondition[] {
  if (origins === undefined) return [];
  const origin = `coalesce((SELECT drawn_by FROM boxes WHERE face_id = faces.id), 'landmarks')`;
  return oneOf(origin, origins);
}

function nameContains(part: string | undefined): SqlCondition[] {
  if (part === undefined || part === '') return [];
  return [{ sql: 'instr(lower(images.path), lower(?)) > 0', values: [part] }];
}
