import type { FaceTable } from '../learning/faceTable';
import type { LogitsByHead, MultiHead, MultiHeadEvaluation } from '../learning/heads/multiHead';

/** What one fold's network says of the faces that it has not seen. Row r of the logits is row `rows[r]` of all. */
export interface FoldResult {
  readonly rows: Int32Array;
  readonly globalStep: number;
  readonly logits: LogitsByHead;
}

/**
 * All folds as one evaluation, measured as one network's answers are: a mean of the folds' own numbers would be another
 * one wherever a rare value lies in few of them.
 */
export function joinFolds(
  folds: readonly FoldResult[],
  multiHead: MultiHead,
  faces: FaceTable,
  batchSize: number,
): MultiHeadEvaluation {
  const logits = multiHead.heads.map(({ name, logitsWidth: width }) => {
    const all = new Float32Array(faces.count * width);
    for (const { rows, logits: ofFold } of folds) {
      rows.forEach((row, index) => {
        all.set(ofFold[name]!.subarray(index * width, (index + 1) * width), row * width);
      });
    }
    return [name, all] as const;
  });
  return multiHead.evaluate(Object.fromEntries(logits), faces, batchSize);
}
