import type { Split } from '@shared/domain/face';
import type { ConfusionMatrix, EngineDescription, FaceOutputs, Metrics } from '@shared/learning/results';
import type { Database, Row } from '../database';
import { parsed, parsedMetrics } from '../json';
import { decodeOutputs, outputRows } from './outputRows';
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

export interface EvaluationRecord extends Evaluation {
  readonly id: number;
  readonly runId: number;
  readonly at: string;
  readonly faces: number;
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
  constructor(
    private readonly database: Database,
    private readonly runs: RunRepository,
  ) {}

  /** Row r of the outputs belongs to `faceIds[r]`. All or nothing. */
  record(
    runId: number,
    evaluation: Evaluation,
    faceIds: ArrayLike<number>,
    outputs: FaceOutputs,
  ): EvaluationRecord {
    const { configuration, template } = this.runs.get(runId);
    return this.database.transaction(() => {
      this.database.run(
        `DELETE FROM evaluation_outputs WHERE evaluation_id IN
           (SELECT id FROM evaluations WHERE run_id = ? AND split = ?)`,
        runId,
        evaluation.split,
      );
      const { id } = this.insert(runId, evaluation, outputs.count);
      for (const row of outputRows(configuration, template.attributes, faceIds, outputs)) {
        this.database.run(
          `INSERT INTO evaluation_outputs
             (evaluation_id, head, face_id, outputs, predicted, confidence, loss, error)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
          id,
          row.head,
          row.faceId,
          row.outputs,
          row.predicted,
          row.confidence,
          row.loss,
          row.error,
        );
      }
      return readEvaluation(this.database.first('SELECT * FROM evaluations WHERE id = ?', id)!);
    });
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

  /** The faces a head was most wrong about: by error, then by loss; a wrong class it was sure of comes first. */
  worst(evaluationId: number, head: string, limit: number, offset = 0): FaceOutput[] {
    return this.database
      .all(
        `SELECT * FROM evaluation_outputs WHERE evaluation_id = ? AND head = ? AND error IS NOT NULL
         ORDER BY error DESC, loss DESC LIMIT ? OFFSET ?`,
        evaluationId,
        head,
        limit,
        offset,
      )
      .map(readOutput);
  }

  /** A head's word on every face of an evaluation, by face id. */
  outputs(evaluationId: number, head: string): FaceOutput[] {
    return this.database
      .all(
        'SELECT * FROM evaluation_outputs WHERE evaluation_id = ? AND head = ? ORDER BY face_id',
        evaluationId,
        head,
      )
      .map(readOutput);
  }

  private insert(runId: number, evaluation: Evaluation, faces: number): { readonly id: number } {
    return this.database.run(
      `INSERT INTO evaluations
         (run_id, split, checkpoint, global_step, at, faces, seconds, engine, metrics, floors, confusion)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
    );
  }
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
  };
}
