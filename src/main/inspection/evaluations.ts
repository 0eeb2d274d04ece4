import type { EvaluationView, HeadInsightView } from '@shared/contract/inspect';
import type { RunRecord } from '@shared/domain/run';
import type { Metrics } from '@shared/learning/results';
import { evaluationOf, failNotKept } from '../library/evaluatedHead';
import type { Project } from '../project/project';
import type { EvaluationRecord } from '../project/results/evaluationRepository';
import { changedSince } from './changes';

/** The newest evaluation of a run on each split, the last made first. Fails with `run-unknown`. */
export function evaluationViews(project: Project, runName: string): EvaluationView[] {
  const run = project.runs.get(runName);
  return project.evaluations
    .newest(run.id)
    .toReversed()
    .map((evaluation) => evaluationView(project, run, evaluation));
}

function evaluationView(project: Project, run: RunRecord, evaluation: EvaluationRecord): EvaluationView {
  const { split, checkpoint, globalStep, at, faces, seconds, engine, metrics, floors } = evaluation;
  const forms = project.evaluations.forms(evaluation.id);
  const { changed, gone } = changedSince(project, run, evaluation);
  return {
    run: run.name,
    ...{ split, checkpoint, globalStep, at, faces, seconds, engine, metrics, floors },
    heads: run.configuration.heads.flatMap(({ name }) => {
      const form = forms.get(name);
      return form ? [{ head: name, form: form.form }] : [];
    }),
    changedFaces: changed.size,
    goneFaces: gone,
  };
}

/** Fails as `evaluatedHead` does. */
export function headInsightView(
  project: Project,
  wanted: { readonly run: string; readonly split: string; readonly head: string },
): HeadInsightView {
  const { evaluation } = evaluationOf(project, wanted);
  return {
    insight: project.evaluations.insight(evaluation.id, wanted.head) ?? failNotKept(wanted),
    metrics: ofHead(evaluation.metrics, wanted.head),
    floors: ofHead(evaluation.floors, wanted.head),
  };
}

/** `accuracy/pose` → `accuracy`, of one head; what could not be measured is left out. */
function ofHead(metrics: Metrics, head: string): Metrics {
  const suffix = `/${head}`;
  return Object.fromEntries(
    Object.entries(metrics)
      .filter(([name, value]) => name.endsWith(suffix) && !Number.isNaN(value))
      .map(([name, value]) => [name.slice(0, -suffix.length), value]),
  );
}
