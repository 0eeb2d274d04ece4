import type { RunRecord } from '@shared/domain/run';
import type { Project } from '../project/project';
import type { EvaluationRecord } from '../project/results/evaluationRepository';
import { headTargets } from '../project/results/headTargets';

export interface Changes {
  /** Faces of the evaluation that a head would be measured against other labels on now. */
  readonly changed: ReadonlySet<number>;
  /** Faces of it that are not in the project any more. */
  readonly gone: number;
}

/**
 * What has become of an evaluation's faces, or of some of them, since it read their labels: the faces that were touched
 * are compared with what was kept, so that what was done and undone counts as nothing.
 */
export function changedSince(
  project: Project,
  run: RunRecord,
  evaluation: EvaluationRecord,
  among?: readonly number[],
): Changes {
  const asked = among && new Set(among);
  const touched = project.evaluations.touchedSince(evaluation).filter((faceId) => asked?.has(faceId) ?? true);
  const heads = run.configuration.heads.flatMap((head) => {
    const columns = touched.length === 0 ? undefined : project.evaluations.columns(evaluation.id, head.name);
    return columns ? [{ head, columns }] : [];
  });
  const [first] = heads;
  if (!first) return { changed: new Set(), gone: 0 };
  const rowOf = new Map(Array.from(first.columns.faceIds, (faceId, row) => [faceId, row]));
  const evaluated = touched.filter((faceId) => rowOf.has(faceId));
  const faces = project.faces.forLearning({ ids: evaluated }, run.template);
  const changed = new Set<number>();
  for (const { head, columns } of heads) {
    const now = headTargets(head, run.template, faces);
    faces.faceIds.forEach((faceId, row) => {
      const before = slice(columns.targets, rowOf.get(faceId)!, columns.targetWidth);
      if (!alike(before, slice(now.targets, row, now.targetWidth))) changed.add(faceId);
    });
  }
  return { changed, gone: evaluated.length - faces.count };
}

function slice(values: Float32Array, row: number, width: number): Float32Array {
  return values.subarray(row * width, (row + 1) * width);
}

/** Number by number, NaN being like NaN. */
function alike(first: Float32Array, second: Float32Array): boolean {
  return (
    first.length === second.length &&
    first.every((value, index) => Object.is(value, second[index]) || value === second[index])
  );
}
