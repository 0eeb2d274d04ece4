import type { RunHistory } from '@shared/contract/training';
import { trainedHeads } from '@shared/learning/teacher';
import { emptyCurve, extendedCurve } from '@shared/learning/lossCurve';
import { newestCheckpointStep } from '../learning/checkpoints/store';
import type { Project } from '../project/project';
import { readBeginning } from './beginning';
import { readRunStart } from './runStart';
import { readStepLog } from './readStepLog';
import type { Trainings } from './trainings';

const logEndLines = 12;

/** Of the training at work in this process, or from the log; every step counts, at work or not. */
export async function runHistory(project: Project, trainings: Trainings, name: string): Promise<RunHistory> {
  const run = project.runs.get(name);
  const folder = project.runs.folder(run.id);
  const log = trainings.find(run.id)?.log ?? (await readStepLog(folder));
  return {
    run: run.name,
    curve: extendedCurve(emptyCurve(trainedHeads(run.configuration).map((head) => head.name)), log.steps()),
    learningRate: log.learningRate,
    validations: log.validations,
    gradients: log.gradients,
    beginning: readBeginning(folder),
    start: readRunStart(folder),
    logEnd: log.end(logEndLines),
    checkpointStep: newestCheckpointStep(folder),
  };
}
