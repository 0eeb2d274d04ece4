import type { StudyView } from '@shared/contract/trials';
import { isOver, type Study, type Trial } from '@shared/trials/study';
import type { StudiesAtWork } from './studiesAtWork';

/** What a window or a terminal is told of a study. */
export function studyView({ template: _, ...study }: Study, atWork: StudiesAtWork): StudyView {
  return {
    ...study,
    trials: study.trials.map(trialView),
    atWork: atWork.find(study.id),
    over: isOver(study),
  };
}

function trialView(trial: Trial): StudyView['trials'][number] {
  const { preset, duration, validationFraction, seed, heads } = trial.configuration;
  const configuration = {
    ...{ preset, duration, validationFraction, seed },
    heads: heads.map(({ name }) => ({ name })),
  };
  return { ...trial, configuration };
}
