import { insightOf, insightVersion, type HeadInsight } from '@shared/insight/headInsight';
import type { HeadColumns, HeadForm } from '@shared/insight/headColumns';
import type { HeadKind } from '@shared/learning/configuration';
import { numberIn, type Database, type Row } from '../database';

/** Each is two to ten megabytes for 100,000 faces; all heads of a run are asked for when one face is looked at. */
const mostKept = 8;

/**
 * The columns of evaluations, head by head, each with what is shown of it. What is written is never changed: it can
 * be kept in memory for as long as it is asked for, by its run as well, since the id of an evaluation that was deleted
 * with its run is given out again, and a run's is not.
 */
export class EvaluationColumns {
  private readonly kept = new Map<string, HeadColumns>();

  constructor(private readonly database: Database) {}

  record(evaluationId: number, head: string, columns: HeadColumns): void {
    this.database.run(
      `INSERT INTO evaluation_columns
         (evaluation_id, head, kind, form, insight_version, insight, width, target_width, face_ids, outputs, targets,
          losses, errors)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      evaluationId,
      head,
      columns.kind,
      JSON.stringify(columns.form),
      insightVersion,
      JSON.stringify(insightOf(columns)),
      columns.width,
      columns.targetWidth,
      bytesOf(columns.faceIds),
      bytesOf(columns.outputs),
      bytesOf(columns.targets),
      bytesOf(columns.losses),
      bytesOf(columns.errors),
    );
  }

  /** Of a run's evaluations on a split. */
  forget(runId: number, split: string): void {
    this.database.run(
      `DELETE FROM evaluation_columns WHERE evaluation_id IN
         (SELECT id FROM evaluations WHERE run_id = ? AND split = ?)`,
      runId,
      split,
    );
  }

  /** The heads of an evaluation of which there are columns, by their form. */
  forms(evaluationId: number): Map<string, HeadForm> {
    const rows = this.database.all(
      'SELECT head, form FROM evaluation_columns WHERE evaluation_id = ?',
      evaluationId,
    );
    return new Map(
      rows.map((row) => [String(row['head']), JSON.parse(String(row['form'])) as HeadForm] as const),
    );
  }

  /** Undefined where there is nothing of the head. */
  columns(evaluationId: number, head: string): HeadColumns | undefined {
    const key = `${this.runOf(evaluationId)} ${evaluationId} ${head}`;
    const columns = this.kept.get(key) ?? this.read(evaluationId, head);
    if (!columns) return undefined;
    // Last in the map is asked for last.
    this.kept.delete(key);
    this.kept.set(key, columns);
    if (this.kept.size > mostKept) this.kept.delete(this.kept.keys().next().value!);
    return columns;
  }

  /** As it was recorded; one of an older version of Facet is made anew, and not written: a reader may not write. */
  insight(evaluationId: number, head: string): HeadInsight | undefined {
    const row = this.database.first(
      'SELECT insight_version, insight FROM evaluation_columns WHERE evaluation_id = ? AND head = ?',
      evaluationId,
      head,
    );
    if (!row) return undefined;
    if (row['insight_version'] === insightVersion) return JSON.parse(String(row['insight'])) as HeadInsight;
    return insightOf(this.columns(evaluationId, head)!);
  }

  private runOf(evaluationId: number): number {
    return numberIn(this.database.first('SELECT run_id FROM evaluations WHERE id = ?', evaluationId));
  }

  private read(evaluationId: number, head: string): HeadColumns | undefined {
    const row = this.database.first(
      'SELECT * FROM evaluation_columns WHERE evaluation_id = ? AND head = ?',
      evaluationId,
      head,
    );
    return row && readColumns(row);
  }
}

function readColumns(row: Row): HeadColumns {
  // A blob may start at any address, an array of numbers may not: copied.
  const buffer = (name: string): ArrayBuffer => (row[name] as Uint8Array<ArrayBuffer>).slice().buffer;
  return {
    kind: row['kind'] as HeadKind,
    form: JSON.parse(String(row['form'])) as HeadForm,
    width: Number(row['width']),
    targetWidth: Number(row['target_width']),
    faceIds: new Int32Array(buffer('face_ids')),
    outputs: new Float32Array(buffer('outputs')),
    targets: new Float32Array(buffer('targets')),
    losses: new Float32Array(buffer('losses')),
    errors: new Float32Array(buffer('errors')),
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array | Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
