import type { HeadColumns } from '@shared/insight/headColumns';
import type { RunRecord } from '@shared/domain/run';
import { fail } from '@shared/result';
import type { Project } from '../project/project';
import type { EvaluationRecord } from '../project/results/evaluationRepository';
import { headOf } from './contradictions';

export interface EvaluatedHead {
  readonly evaluation: EvaluationRecord;
  readonly columns: HeadColumns;
  readonly target: RunRecord['configuration']['heads'][number]['target'];
}

interface Wanted {
  readonly run: string;
  readonly split: string;
  readonly head: string;
}

/**
 * One head in the newest evaluation of a run on a split, face by face. Fails as `evaluationOf` does, and with
 * `outcomes-not-kept` where an older version evaluated.
 */
export function evaluatedHead(project: Project, wanted: Wanted): EvaluatedHead {
  const known = evaluationOf(project, wanted);
  const columns = project.evaluations.columns(known.evaluation.id, wanted.head) ?? failNotKept(wanted);
  return { ...known, columns };
}

/** The same without its faces. Fails with `run-unknown`, `unknown-head` and `not-evaluated`. */
export function evaluationOf(
  project: Project,
  { run: runName, split, head }: Wanted,
): Omit<EvaluatedHead, 'columns'> {
  const run = project.runs.get(runName);
  const { target } = headOf(run, head);
  const evaluation =
    project.evaluations.newestOn(run.id, split) ??
    fail('not-evaluated', `The run “${run.name}” was not evaluated on “${split}” yet; evaluate it first.`);
  return { evaluation, target };
}

export function failNotKept({ run, split }: Wanted): never {
  return fail(
    'outcomes-not-kept',
    `The evaluation of “${run}” on “${split}” was made by an older version of Facet, which did not keep the ` +
      'labels that it was measured against. Evaluate again.',
  );
}
