import type { Attribute } from '@shared/domain/attribute';
import type { FaceEdit } from '@shared/domain/edit';
import type { Template } from '@shared/domain/template';
import {
  changeTemplate,
  removedValues,
  type TemplateChange,
  type ValueMoves,
} from '@shared/domain/templateChange';
import { fail } from '@shared/result';
import { type Database, numberIn } from './database';

/**
 * The template after a change. A new attribute may not take the id of a former one of another kind whose labels
 * are still there: they would turn up as something that nobody said. Fails with `template-invalid`,
 * `attribute-known`.
 */
export function templateAfter(
  database: Database,
  former: readonly Template[],
  before: Template,
  change: TemplateChange,
): Template {
  if (change.kind === 'attribute-added') refuseContradiction(database, former, change.attribute);
  return changeTemplate(before, change);
}

function refuseContradiction(database: Database, former: readonly Template[], wished: Attribute): void {
  const known = former.flatMap(({ attributes }) => attributes).find(({ id }) => id === wished.id);
  if (!known || labelCount(database, wished.id) === 0 || readsLabelsOf(wished, known)) return;
  fail(
    'attribute-known',
    `This project had an attribute “${known.name}” with the id "${wished.id}", and keeps its labels. Bring it back, or give the new one another id.`,
    { attribute: known.id, name: known.name },
  );
}

function readsLabelsOf(wished: Attribute, known: Attribute): boolean {
  const ids = new Set(wished.values.map(({ id }) => id));
  return wished.kind === known.kind && known.values.every(({ id }) => ids.has(id));
}

function labelCount(database: Database, attribute: string): number {
  return numberIn(
    database.first('SELECT count(DISTINCT face_id) FROM attribute_values WHERE attribute = ?', attribute),
  );
}

/** What labels have to become so that none says a value which the attribute loses. */
export function faceEditsFor(
  database: Database,
  before: Template,
  change: TemplateChange,
  moves: ValueMoves,
): FaceEdit[] {
  const gone = removedValues(before, change);
  if (change.kind !== 'attribute-changed' || gone.length === 0) return [];
  const { attribute } = change;
  const moved = (value: string): string | null => (gone.includes(value) ? (moves[value] ?? null) : value);
  return labelsWith(database, attribute.id, gone).map(({ faceId, values }) => {
    const kept = [...new Set(values.map(moved).filter((value) => value !== null))];
    return {
      kind: 'attribute',
      faceId,
      attribute: attribute.id,
      to: attribute.kind === 'tags' ? kept : (kept[0] ?? null),
    };
  });
}

/** Faces labelled with one of the values, each with all its values of the attribute. */
function labelsWith(
  database: Database,
  attribute: string,
  values: readonly string[],
): { readonly faceId: number; readonly values: readonly string[] }[] {
  const rows = database.all(
    `SELECT face_id, json_group_array(value) AS found FROM attribute_values
     WHERE attribute = ?1 AND face_id IN (
       SELECT face_id FROM attribute_values
       WHERE attribute = ?1 AND value IN (SELECT value FROM json_each(?2)))
     GROUP BY face_id`,
    attribute,
    JSON.stringify(values),
  );
  return rows.map((row) => ({
    faceId: Number(row['face_id']),
    values: (JSON.parse(String(row['found'])) as string[]).filter((value) => value !== ''),
  }));
}
