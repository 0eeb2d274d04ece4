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

/**
 * One head in the newest evaluation of a run on a split, face by face. Fails with `run-unknown`, `unknown-head`,
 * `not-evaluated`, and `outcomes-not-kept` where an older version evaluated.
 */
export function evaluatedHead(
  project: Project,
  { run: runName, split, head }: { readonly run: string; readonly split: string; readonly head: string },
): EvaluatedHead {
  const run = project.runs.get(runName);
  const { target } = headOf(run, head);
  const evaluation =
    project.evaluations.newestOn(run.id, split) ??
    fail('not-evaluated', `The run “${run.name}” was not evaluated on “${split}” yet; evaluate it first.`);
  const columns =
    project.evaluations.columns(evaluation.id, head) ??
    fail(
      'outcomes-not-kept',
      `The evaluation of “${run.name}” on “${split}” was made by an older version of Facet, which did not keep the ` +
        'labels that it was measured against. Evaluate again.',
    );
  return { evaluation, columns, target };
}
