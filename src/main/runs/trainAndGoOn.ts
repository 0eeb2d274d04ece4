import type { TrainReport } from '@shared/contract/reports';
import type { TrainingWishes } from './configuration';
import { evaluateRun } from './evaluate';
import type { RunServices } from './services';
import { suggestWithRun } from './suggest';
import { trainRun } from './train';
import type { Trainings } from './trainings';

const testSplit = 'testing';

/**
 * Trains, and in the same job does what the wishes want afterwards: a window may be closed meanwhile. A training that
 * was paused or stopped is not gone on from.
 */
export async function trainAndGoOn(
  services: RunServices,
  wishes: TrainingWishes,
  trainings: Trainings,
): Promise<TrainReport> {
  const report = await trainRun(services, wishes, trainings);
  const { afterwards = [] } = wishes;
  if (report.stopped !== 'finished') return report;
  const { project, job } = services;
  const of = { run: report.run, checkpoint: 'newest' } as const;
  const release = project.runs.hold(project.runs.get(report.run));
  try {
    if (afterwards.includes('evaluate')) {
      if (project.faces.count({ splits: [testSplit] }) > 0)
        await evaluateRun(services, { ...of, split: testSplit });
      else job.note('The project has no test faces, so the run was not evaluated.');
    }
    if (afterwards.includes('suggest')) await suggestWithRun(services, of);
  } finally {
    release();
  }
  return report;
}
