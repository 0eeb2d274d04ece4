import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from '../database';

/** So many rows are gone in less than a tenth of a second. */
const rowsAtOnce = 2_000;

/** What a run has a row a face and head of. `?1` is the run, `?2` how many rows. */
const rowByRow = [
  `DELETE FROM predictions WHERE run_id = ?1 AND (head, face_id) IN
     (SELECT head, face_id FROM predictions WHERE run_id = ?1 LIMIT ?2)`,
  `DELETE FROM evaluation_outputs WHERE (evaluation_id, head, face_id) IN
     (SELECT evaluation_id, head, face_id FROM evaluation_outputs
      WHERE evaluation_id IN (SELECT id FROM evaluations WHERE run_id = ?1) LIMIT ?2)`,
];

/**
 * The hundreds of thousands of rows that a run's words on faces are, some at a time: at once they would take seconds in
 * which nobody else is answered. Killed in between, the run is there with fewer of them, and can be deleted again.
 */
export async function deleteRowByRow(database: Database, runId: number): Promise<void> {
  for (const statement of rowByRow) {
    while (database.run(statement, runId, rowsAtOnce).changes > 0) await nextTurn();
  }
}

/** All the rest of them, whole or not at all. Tables that refer to runs come before them: nothing cascades. */
export function deleteRows(database: Database, runIds: readonly number[]): void {
  database.transaction(() => {
    for (const id of runIds) {
      for (const table of ['evaluation_columns', 'evaluation_outputs']) {
        database.run(
          `DELETE FROM ${table} WHERE evaluation_id IN (SELECT id FROM evaluations WHERE run_id = ?)`,
          id,
        );
      }
      for (const table of ['evaluations', 'predictions', 'run_metrics']) {
        database.run(`DELETE FROM ${table} WHERE run_id = ?`, id);
      }
      database.run('DELETE FROM runs WHERE id = ?', id);
    }
  });
}
