import type { FaceOutputs } from '@shared/learning/results';
import type { ChangeFeed } from '../changes';
import type { Database } from '../database';
import { type FaceOutput, readOutput } from './evaluationRepository';
import { outputRows } from './outputRows';
import type { RunRepository } from './runRepository';

/** What a run's model says of the project's faces: suggestions, and where it differs from the labels. */
export class PredictionRepository {
  constructor(
    private readonly database: Database,
    private readonly runs: RunRepository,
    private readonly changes: ChangeFeed,
  ) {}

  /** A face that was predicted by this run before is overwritten. Row r belongs to `faceIds[r]`. */
  record(runId: number, globalStep: number, faceIds: ArrayLike<number>, outputs: FaceOutputs): void {
    const { configuration, template } = this.runs.get(runId);
    this.database.transaction(() => {
      for (const row of outputRows(configuration, template.attributes, faceIds, outputs)) {
        this.database.run(
          `INSERT OR REPLACE INTO predictions
             (run_id, head, face_id, global_step, outputs, predicted, confidence, loss, error)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          runId,
          row.head,
          row.faceId,
          globalStep,
          row.outputs,
          row.predicted,
          row.confidence,
          row.loss,
          row.error,
        );
      }
    });
    this.changes.tell({ kind: 'predictions', runId });
  }

  /** Whether the run has said anything of any face. */
  hasAny(runId: number): boolean {
    return this.database.first('SELECT 1 FROM predictions WHERE run_id = ? LIMIT 1', runId) !== undefined;
  }

  /** Every head's word on one face, by head. */
  ofFace(runId: number, faceId: number): Record<string, FaceOutput> {
    return this.ofFaces(runId, [faceId]).get(faceId) ?? {};
  }

  /** The same of some faces, by face id; one that was not predicted is not there. */
  ofFaces(runId: number, faceIds: readonly number[]): Map<number, Record<string, FaceOutput>> {
    const byFace = new Map<number, Record<string, FaceOutput>>();
    // Head by head: the table is in that order, and would be read whole for a face's rows.
    for (const { name } of this.runs.get(runId).configuration.heads) {
      for (const [faceId, output] of this.ofHead(runId, name, faceIds)) {
        byFace.set(faceId, { ...byFace.get(faceId), [name]: output });
      }
    }
    return byFace;
  }

  /** One head's word on some faces, by face id; a face that was not predicted is not there. */
  ofHead(runId: number, head: string, faceIds: readonly number[]): Map<number, FaceOutput> {
    const rows = this.database.all(
      `SELECT * FROM predictions
       WHERE run_id = ? AND head = ? AND face_id IN (SELECT value FROM json_each(?))`,
      runId,
      head,
      JSON.stringify(faceIds),
    );
    return new Map(rows.map((row) => [Number(row['face_id']), readOutput(row)]));
  }

  /** Ids of the faces in the project whose label is not what the head of an attribute says, surest first. */
  contradicting(runId: number, head: string, attribute: string): number[] {
    const rows = this.database.all(
      `SELECT predictions.face_id FROM predictions
       JOIN attribute_values ON attribute_values.face_id = predictions.face_id AND attribute = ?
       JOIN faces ON faces.id = predictions.face_id
       WHERE run_id = ? AND head = ? AND predicted IS NOT NULL AND predicted <> value
         AND deleted = 0 AND withdrawn = 0
       ORDER BY confidence DESC, faces.id`,
      attribute,
      runId,
      head,
    );
    return rows.map((row) => Number(row['face_id']));
  }
}
