import type { Split } from '@shared/domain/face';
import { rowOf, type HeadColumns, type HeadForm } from '@shared/insight/headColumns';
import type { HeadInsight } from '@shared/insight/headInsight';
import type { ConfusionMatrix, EngineDescription, FaceOutputs, Metrics } from '@shared/learning/results';
import type { ChangeFeed } from '../changes';
import type { Database, Row } from '../database';
import { parsed, parsedMetrics } from '../json';
import { EvaluationColumns } from './evaluationColumns';
import { formOf, type HeadTargets } from './headTargets';
import { choiceOf, decodeOutputs, knownNumber } from './outputRows';
import type { RunRepository } from './runRepository';

/** How a run did on a split. */
export interface Evaluation {
  readonly split: Split;
  readonly checkpoint: 'newest' | 'best';
  readonly globalStep: number;
  readonly seconds: number;
  readonly engine: EngineDescription;
  readonly metrics: Metrics;
  /** What a constant scores on the same faces, by the same names. */
  readonly floors: Metrics;
  /** By classification head. */
  readonly confusion: Readonly<Record<string, ConfusionMatrix>>;
}

/** The labels that an evaluation is measured against. */
export interface MeasuredLabels {
  /** ISO 8601, UTC. */
  readonly readAt: string;
  /** The journal's last entry by then. */
  readonly journalId: number;
  /** By head; in the order of the faces. */
  readonly targets: Readonly<Record<string, HeadTargets>>;
}

export interface EvaluationRecord extends Evaluation {
  readonly id: number;
  readonly runId: number;
  readonly at: string;
  readonly faces: number;
  /** When the labels were read, and how far the journal went; null for an evaluation of an older version. */
  readonly labelsRead: Pick<MeasuredLabels, 'readAt' | 'journalId'> | null;
}

/** One head's word on one face, and how far off it was. */
export interface FaceOutput {
  readonly faceId: number;
  /** See `HeadOutputs.values`. */
  readonly values: Float32Array;
  /** The value id it chose (tags: see `tagsIn`), and its probability; null where a head does not choose. */
  readonly predicted: string | null;
  readonly confidence: number | null;
  /** Null where the face has no label. */
  readonly loss: number | null;
  readonly error: number | null;
}

/** Evaluations stay on record; the outputs face by face are kept of the newest one of a run and split. */
export class EvaluationRepository {
  private readonly columnsOf: EvaluationColumns;

  constructor(
    private readonly database: Database,
    private readonly runs: RunRepository,
    private readonly changes: ChangeFeed,
  ) {
    this.columnsOf = new EvaluationColumns(database);
  }

  /** Row r of the outputs and of the targets belongs to `faceIds[r]`, ascending. All or nothing. */
  record(
    runId: number,
    evaluation: Evaluation,
    faceIds: ArrayLike<number>,
    outputs: FaceOutputs,
    labels: MeasuredLabels,
  ): EvaluationRecord {
    const { configuration, template } = this.runs.get(runId);
    const record = this.database.transaction(() => {
      this.forget(runId, evaluation.split);
      const { id } = this.insert(runId, evaluation, outputs.count, labels);
      for (const head of configuration.heads) {
        const said = outputs.heads[head.name];
        if (!said) continue;
        this.columnsOf.record(id, head.name, {
          kind: said.kind,
          form: calibratedForm(formOf(head, template), said.temperature),
          faceIds: Int32Array.from(faceIds),
          width: said.width,
          outputs: said.values,
          losses: said.losses,
          errors: said.errors,
          ...labels.targets[head.name]!,
        });
      }
      return readEvaluation(this.database.first('SELECT * FROM evaluations WHERE id = ?', id)!);
    });
    this.changes.tell({ kind: 'evaluation', runId, split: evaluation.split });
    return record;
  }

  /** The run's newest evaluation on each split it was evaluated on. */
  newest(runId: number): EvaluationRecord[] {
    return this.database
      .all(
        `SELECT * FROM evaluations WHERE id IN
           (SELECT max(id) FROM evaluations WHERE run_id = ? GROUP BY split) ORDER BY id`,
        runId,
      )
      .map(readEvaluation);
  }

  /** Every evaluation of a run, newest first. */
  list(runId: number): EvaluationRecord[] {
    return this.database
      .all('SELECT * FROM evaluations WHERE run_id = ? ORDER BY id DESC', runId)
      .map(readEvaluation);
  }

  /** The newest evaluation of a run on a split. */
  newestOn(runId: number, split: string): EvaluationRecord | undefined {
    const row = this.database.first(
      'SELECT * FROM evaluations WHERE run_id = ? AND split = ? ORDER BY id DESC LIMIT 1',
      runId,
      split,
    );
    return row && readEvaluation(row);
  }

  /** The heads that can be looked at face by face, with the labels of then. */
  forms(evaluationId: number): Map<string, HeadForm> {
    return this.columnsOf.forms(evaluationId);
  }

  /** Undefined where they are not kept: of older evaluations, and by older versions. */
  columns(evaluationId: number, head: string): HeadColumns | undefined {
    return this.columnsOf.columns(evaluationId, head);
  }

  /** Undefined where there are no columns. */
  insight(evaluationId: number, head: string): HeadInsight | undefined {
    return this.columnsOf.insight(evaluationId, head);
  }

  /** A head's word on every face of an evaluation, by face id. */
  outputs(evaluationId: number, head: string): FaceOutput[] {
    const columns = this.columnsOf.columns(evaluationId, head);
    return columns
      ? Array.from(columns.faceIds, (_, row) => outputAt(columns, row))
      : this.outputsInRows(evaluationId, head);
  }

  /**
   * Faces whose labels may be other than when the evaluation read them, by the journal and the imports since. More
   * than there are in truth: an edit that was undone is one.
   */
  touchedSince({ labelsRead }: EvaluationRecord): number[] {
    if (labelsRead === null) return [];
    return this.database
      .all(
        `SELECT face_id FROM journal_changes WHERE entry_id > ?1
         UNION SELECT face_id FROM import_changes JOIN imports ON imports.id = import_id
           WHERE started_at >= ?2 OR finished_at >= ?2 OR finished_at IS NULL OR undone_at >= ?2
         UNION SELECT face_id FROM import_changes JOIN journal_imports USING (import_id) WHERE entry_id > ?1
         UNION SELECT faces.id FROM faces JOIN journal_imports USING (import_id) WHERE entry_id > ?1
         UNION SELECT faces.id FROM faces JOIN imports ON imports.id = import_id WHERE undone_at >= ?2`,
        labelsRead.journalId,
        labelsRead.readAt,
      )
      .map((row) => Number(row['face_id']));
  }

  /**
   * Every head's word on one face in the newest of the run's evaluations that it is in, by head; points are in pixels
   * of the image. Heads that are not measured in what they predict (scaled coordinates) are left out.
   */
  ofFace(runId: number, faceId: number): Record<string, FaceOutput> {
    for (const { id } of this.newest(runId).toReversed()) {
      const said = this.runs.get(runId).configuration.heads.flatMap((head) => {
        const isScaled = head.target.from !== 'attribute' && head.kind !== 'landmarks';
        const columns = isScaled ? undefined : this.columnsOf.columns(id, head.name);
        const row = columns ? rowOf(columns, faceId) : -1;
        return columns && row >= 0 ? [[head.name, outputAt(columns, row)] as const] : [];
      });
      if (said.length > 0) return Object.fromEntries(said);
    }
    return {};
  }

  /** What versions before columns kept. */
  private outputsInRows(evaluationId: number, head: string): FaceOutput[] {
    return this.database
      .all(
        'SELECT * FROM evaluation_outputs WHERE evaluation_id = ? AND head = ? ORDER BY face_id',
        evaluationId,
        head,
      )
      .map(readOutput);
  }

  private forget(runId: number, split: string): void {
    this.columnsOf.forget(runId, split);
    this.database.run(
      `DELETE FROM evaluation_outputs WHERE evaluation_id IN
         (SELECT id FROM evaluations WHERE run_id = ? AND split = ?)`,
      runId,
      split,
    );
  }

  private insert(
    runId: number,
    evaluation: Evaluation,
    faces: number,
    labels: MeasuredLabels,
  ): { readonly id: number } {
    return this.database.run(
      `INSERT INTO evaluations
         (run_id, split, checkpoint, global_step, at, faces, seconds, engine, metrics, floors, confusion,
          labels_read_at, journal_id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      runId,
      evaluation.split,
      evaluation.checkpoint,
      evaluation.globalStep,
      new Date().toISOString(),
      faces,
      evaluation.seconds,
      JSON.stringify(evaluation.engine),
      JSON.stringify(evaluation.metrics),
      JSON.stringify(evaluation.floors),
      JSON.stringify(evaluation.confusion),
      labels.readAt,
      labels.journalId,
    );
  }
}

function calibratedForm(form: HeadForm, temperature: number | undefined): HeadForm {
  const chooses = form.form === 'choice' || form.form === 'tags';
  return chooses && temperature !== undefined ? { ...form, temperature } : form;
}

function outputAt(
  { kind, form, faceIds, width, outputs, losses, errors }: HeadColumns,
  row: number,
): FaceOutput {
  const values = outputs.subarray(row * width, (row + 1) * width);
  const known = 'values' in form ? form.values.map((id) => ({ id })) : [];
  const choice = choiceOf(kind, values, { values: known });
  return {
    faceId: faceIds[row]!,
    values,
    predicted: choice?.value ?? null,
    confidence: choice?.probability ?? null,
    loss: knownNumber(losses[row]),
    error: knownNumber(errors[row]),
  };
}

export function readOutput(row: Row): FaceOutput {
  return {
    faceId: Number(row['face_id']),
    values: decodeOutputs(row['outputs'] as Uint8Array),
    predicted: row['predicted'] === null ? null : String(row['predicted']),
    confidence: row['confidence'] as number | null,
    loss: row['loss'] as number | null,
    error: row['error'] as number | null,
  };
}

function readEvaluation(row: Row): EvaluationRecord {
  return {
    id: Number(row['id']),
    runId: Number(row['run_id']),
    split: String(row['split']),
    checkpoint: row['checkpoint'] as Evaluation['checkpoint'],
    globalStep: Number(row['global_step']),
    at: String(row['at']),
    faces: Number(row['faces']),
    seconds: Number(row['seconds']),
    engine: parsed<EngineDescription>(row['engine'])!,
    metrics: parsedMetrics(row['metrics']),
    floors: parsedMetrics(row['floors']),
    confusion: parsed<Record<string, ConfusionMatrix>>(row['confusion'])!,
    labelsRead:
      row['labels_read_at'] === null
        ? null
        : { readAt: String(row['labels_read_at']), journalId: Number(row['journal_id']) },
  };
}
