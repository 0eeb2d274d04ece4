import type { Library } from '../../../../src/main/library/library';
import { Library as Window } from '../../../../src/main/library/library';
import type { Project } from '../../../../src/main/project/project';
import type { Evaluation } from '../../../../src/main/project/results/evaluationRepository';
import type { FaceOutputs } from '@shared/learning/results';
import { labelsOf, projectWithRun } from '../project/results/support';

const evaluation: Evaluation = {
  split: 'testing',
  checkpoint: 'newest',
  globalStep: 40,
  seconds: 1.5,
  engine: { backend: 'wasm', device: 'CPU', library: 'tfjs', notice: null },
  metrics: { 'accuracy/gender': 0.5, 'auc/gender': Number.NaN, 'accuracy/gender/odd': 1, loss: 2 },
  floors: { 'accuracy/gender': 0.4 },
  confusion: {},
};

/**
 * The twelve faces evaluated: gender (odd faces male, even ones female) as the given probabilities of female say,
 * and points off by a hundredth of the image-left eye's distance for each face's number.
 */
export function evaluatedProject(female: readonly number[]): {
  readonly project: Project;
  readonly library: Library;
  readonly runId: number;
  evaluateAgain(female: readonly number[]): void;
} {
  const { project, runId } = projectWithRun();
  const library = new Window(project);
  project.changes.subscribe((change) => library.follow(change));
  const evaluateAgain = (said: readonly number[]): void => {
    const ids = said.map((_, index) => index + 1);
    project.evaluations.record(
      runId,
      evaluation,
      ids,
      outputsOf(project, said),
      labelsOf(project, runId, ids),
    );
  };
  evaluateAgain(female);
  return { project, library, runId, evaluateAgain };
}

function outputsOf(project: Project, female: readonly number[]): FaceOutputs {
  const faces = project.faces.getAll(female.map((_, index) => index + 1));
  const eyes = faces.map(({ landmarks: [left, right] }) =>
    Math.hypot(left!.x - right!.x, left!.y - right!.y),
  );
  const genders = faces.map(({ attributes }) => attributes['gender']);
  const none = new Float32Array(faces.length);
  return {
    count: faces.length,
    heads: {
      landmarks: {
        kind: 'landmarks',
        width: 10,
        values: Float32Array.from(
          faces.flatMap(({ landmarks }, index) =>
            landmarks.flatMap(({ x, y }) => [x + ((index + 1) / 100) * eyes[index]!, y]),
          ),
        ),
        losses: none,
        errors: Float32Array.from(faces, (_, index) => (index + 1) / 100),
      },
      gender: {
        kind: 'multi-class',
        width: 2,
        values: Float32Array.from(female.flatMap((share) => [1 - share, share])),
        losses: none,
        errors: Float32Array.from(genders, (gender, index) =>
          gender === null ? Number.NaN : (female[index]! > 0.5 ? 'female' : 'male') === gender ? 0 : 1,
        ),
      },
    },
  };
}
