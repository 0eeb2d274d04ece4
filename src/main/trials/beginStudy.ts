import type { ParsedParams } from '@shared/contract/channels';
import type { StudyView } from '@shared/contract/trials';
import { trainingSplit } from '@shared/domain/face';
import type { RunConfiguration } from '@shared/learning/configuration';
import type { Metrics } from '@shared/learning/results';
import type { Study } from '@shared/trials/study';
import { constantFloor } from '../learning/heads/floor';
import { createMultiHead } from '../learning/heads/multiHead';
import type { Project } from '../project/project';
import { tableWithoutCrops } from '../runs/floors';
import { withLearnableHeads } from '../runs/learnableHeads';
import { trainingPlan } from '../runs/plan';
import { requireTrainingFaces } from '../runs/train';
import { withEqualSteps } from './equalSteps';
import { heldOutFraction } from './heldOut';
import { planAblation } from './planAblation';
import { planSearch } from './planSearch';
import { runStudy, type StudyRoom } from './runStudy';

/** Plans an ablation and trains it; wishes that cannot be met fail before anything is written. */
export async function beginAblation(
  room: StudyRoom,
  wishes: ParsedParams<'trials.ablate'>,
): Promise<StudyView> {
  const { project, job } = room.services;
  requireTrainingFaces(project);
  return begin(room, wishes.name ?? room.store.freeName('ablation'), (name) => {
    const { plan, trials } = planAblation(name, wishes, project.template, trainingPlan(project).presets);
    return { plan, trials: withEqualSteps(project, trials, job.note) };
  });
}

/** Plans a search and trains it; a space that cannot be searched fails before anything is written. */
export async function beginSearch(
  room: StudyRoom,
  wishes: ParsedParams<'trials.search'>,
): Promise<StudyView> {
  const { project, job } = room.services;
  requireTrainingFaces(project);
  const settings = withLearnableHeads(
    project,
    { ...wishes.settings, validationFraction: heldOutFraction(wishes.settings), seed: wishes.seed },
    job.note,
  );
  return begin(room, wishes.name ?? room.store.freeName('search'), (name) =>
    planSearch(name, { ...wishes, settings }, project.template, (configuration) =>
      floorsOf(project, configuration),
    ),
  );
}

async function begin(
  room: StudyRoom,
  name: string,
  plan: (name: string) => Pick<Study, 'plan' | 'trials'>,
): Promise<StudyView> {
  const { store, services } = room;
  const study = store.create({
    name,
    createdAt: new Date().toISOString(),
    ...plan(name),
    template: services.project.template,
    data: null,
    dataChanged: false,
    failure: null,
  });
  return runStudy(room, study.name, { despiteChanges: false });
}

/** What a constant scores on the training faces: by it the metrics' names are known before anything is trained. */
function floorsOf(project: Project, { heads, input, batchSize }: RunConfiguration): Metrics {
  const faces = project.faces.forLearning({ splits: [trainingSplit] });
  const table = tableWithoutCrops(faces, input.crop);
  return constantFloor(createMultiHead(heads, project.template), table, table, batchSize);
}
