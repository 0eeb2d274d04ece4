import { presetConfiguration } from '@shared/learning/presets';
import type { FaceOutputs } from '@shared/learning/results';
import type { Project } from '../../../../../src/main/project/project';
import type { MeasuredLabels } from '../../../../../src/main/project/results/evaluationRepository';
import { allTargets } from '../../../../../src/main/project/results/headTargets';
import { facesUpTo, importFaces, temporaryProject } from '../support';

/** Three faces: sure and wrong, unsure and wrong, right; the third without a label for its points. */
export const outputs: FaceOutputs = {
  count: 3,
  heads: {
    gender: {
      kind: 'multi-class',
      width: 2,
      values: Float32Array.of(0.25, 0.75, 0.375, 0.625, 0.875, 0.125),
      losses: Float32Array.of(1.5, 1, 0.125),
      errors: Float32Array.of(1, 1, 0),
    },
    landmarks: {
      kind: 'landmarks',
      width: 10,
      values: Float32Array.from({ length: 30 }, (_, index) => index),
      losses: Float32Array.of(0.5, 0.25, Number.NaN),
      errors: Float32Array.of(0.0625, 0.125, Number.NaN),
    },
  },
};

/** What the heads are measured against on faces with those ids, as they are labelled now. */
export function labelsOf(project: Project, runId: number, faceIds: readonly number[]): MeasuredLabels {
  const { heads } = project.runs.get(runId).configuration;
  return {
    readAt: new Date().toISOString(),
    journalId: project.journal.lastId(),
    targets: allTargets(heads, project.template, project.faces.forLearning({ ids: faceIds })),
  };
}

/** Twelve faces, and a run to which results can be given. */
export function projectWithRun(): { readonly project: Project; readonly runId: number } {
  const project = temporaryProject();
  importFaces(project, facesUpTo(12));
  const { id } = project.runs.create({ configuration: presetConfiguration('studio', project.template) });
  return { project, runId: id };
}
