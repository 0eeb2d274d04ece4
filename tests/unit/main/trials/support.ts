import { mtflTemplate } from '@shared/domain/template';
import { presetConfiguration } from '@shared/learning/presets';
import type { AblationTrial, Study } from '@shared/trials/study';
import type { Project } from '../../../../src/main/project/project';
import { writeTrialOf } from '../../../../src/main/runs/trialOf';
import type { StudyStore } from '../../../../src/main/trials/studyStore';

export const configuration = presetConfiguration('studio', mtflTemplate);

/** A study that is to be made, without trials. */
export const newStudy = (name: string): Omit<Study, 'id'> => ({
  name,
  createdAt: '2026-01-01T00:00:00.000Z',
  plan: { kind: 'ablation', heads: [], sets: [], seeds: [] },
  template: mtflTemplate,
  data: null,
  dataChanged: false,
  trials: [],
  failure: null,
});

/** A study of so many trials, of which the first ones have a run. */
export function studyWithRuns(
  project: Project,
  store: StudyStore,
  { name, trials, begun }: { readonly name: string; readonly trials: number; readonly begun: number },
): Study {
  const study = store.create({
    ...newStudy(name),
    trials: Array.from({ length: trials }, (_, index): AblationTrial => {
      const number = index + 1;
      const run = `${name}-${number}`;
      return {
        ...{ kind: 'ablation', number, run, configuration, state: 'waiting', results: [], failure: null },
      };
    }),
  });
  for (const { number, run } of study.trials.slice(0, begun)) {
    const { id } = project.runs.create({ name: run, configuration });
    writeTrialOf(project.runs.folder(id), { study: name, trial: number });
  }
  return study;
}
