import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Database } from '../../../../../src/main/project/database';
import {
  type FaceFilter,
  filterCondition,
  orderClause,
} from '../../../../../src/main/project/faces/faceFilter';
import { migrate } from '../../../../../src/main/project/migrations';
import { temporaryFolder } from '../support';

function queryPlan(filter: FaceFilter, order: string): string {
  const database = new Database(join(temporaryFolder(), 'project.db'), { readOnly: false });
  migrate(database);
  const { sql, values } = filterCondition(filter);
  const rows = database.all(
    `EXPLAIN QUERY PLAN SELECT faces.id FROM faces JOIN images ON images.id = image_id WHERE ${sql} ${order}`,
    ...values,
  );
  database.close();
  return rows.map((row) => String(row['detail'])).join('\n');
}

describe('filterCondition', () => {
  it.each<[string, FaceFilter]>([
    ['faces_by_split', { splits: ['training'] }],
    ['faces_flagged', { flagged: true }],
    ['faces_edited', { edited: true }],
    ['attribute_values_by_value', { attributes: { gender: ['male'] } }],
    ['images_by_content', { duplicate: true }],
    ['source_id=?', { sourceIds: [1] }],
    ['rowid=?', { ids: [1, 2] }],
  ])('is answered by %s', (index, filter) => {
    expect(queryPlan(filter, '')).toContain(index);
  });
});

describe('orderClause', () => {
  it('needs no sorting for the order of import', () => {
    for (const descending of [false, true]) {
      expect(queryPlan({}, orderClause({ by: 'id', descending }))).not.toContain('TEMP B-TREE');
    }
  });
});
