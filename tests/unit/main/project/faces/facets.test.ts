import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Database } from '../../../../../src/main/project/database';
import { facetRows, outlivesEdits } from '../../../../../src/main/project/faces/facets';
import { mtflTemplate, type Template } from '@shared/domain/template';
import { migrate } from '../../../../../src/main/project/migrations';
import { PointColumns } from '../../../../../src/main/project/pointColumns';
import { temporaryFolder } from '../support';

const idsOf = (template: Template): string[] => template.scheme.points.map(({ id }) => id);

type RowFacet = Parameters<typeof facetRows>[0];

function queryPlan(
  facet: RowFacet,
  restriction = '',
  columns = new PointColumns(idsOf(mtflTemplate)),
): string {
  const database = new Database(join(temporaryFolder(), 'project.db'), { readOnly: false });
  migrate(database);
  const { sql, values } = facetRows(facet, { scheme: mtflTemplate.scheme, columns });
  const rows = database.all(
    `EXPLAIN QUERY PLAN SELECT value, json_group_array(face_id) FROM (${sql}) ${restriction} GROUP BY value`,
    ...values,
  );
  database.close();
  return rows.map((row) => String(row['detail'])).join('\n');
}

describe('facetRows', () => {
  it.each<[string, RowFacet]>([
    ['COVERING INDEX attribute_values_by_value', { by: 'attribute', attribute: 'gender' }],
    ['COVERING INDEX attribute_values_by_value', { by: 'number', attribute: 'age' }],
    ['COVERING INDEX landmarks_by_visibility', { by: 'points' }],
    ['COVERING INDEX images_by_content', { by: 'duplicate' }],
    ['COVERING INDEX predictions_by_value', { by: 'prediction', runId: 1, head: 'gender' }],
    ['COVERING INDEX predictions_by_value', { by: 'predicted-tags', runId: 1, head: 'worn' }],
  ])('is answered by %s alone', (index, facet) => {
    expect(queryPlan(facet)).toContain(index);
  });

  it('is answered by an index alone after the scheme was exchanged, too', () => {
    const columns = new PointColumns(['chin', ...idsOf(mtflTemplate)]);
    expect(queryPlan({ by: 'points' }, '', columns)).toContain('COVERING INDEX landmarks_by_visibility');
  });

  it('looks up the faces that were edited, and scans nothing', () => {
    const facets: RowFacet[] = [
      { by: 'split' },
      { by: 'edited' },
      { by: 'flagged' },
      { by: 'deleted' },
      { by: 'box' },
      { by: 'points' },
      { by: 'attribute', attribute: 'gender' },
      { by: 'number', attribute: 'age' },
    ];
    for (const facet of facets) {
      expect(outlivesEdits(facet)).toBe(false);
      const plan = queryPlan(facet, "WHERE face_id IN (SELECT value FROM json_each('[1]'))");
      expect([facet, plan.match(/^SCAN (?!json_each)/m)]).toEqual([facet, null]);
    }
  });
});
