import type { TrainReport } from '@shared/contract/reports';
import { readAfterwards, writeAfterwards, type Afterwards } from './afterwards';
import type { TrainingWishes } from './configuration';
import { evaluateRun } from './evaluate';
import type { RunServices } from './services';
import { suggestWithRun } from './suggest';
import { trainRun } from './train';
import type { Trainings } from './trainings';

const testSplit = 'testing';

/**
 * Trains, and in the same job does what the wishes want afterwards: a window may be closed meanwhile. A training that
 * was paused or stopped is not gone on from; one that is resumed keeps what it was begun with, unless the wishes say
 * otherwise.
 */
export async function trainAndGoOn(
  services: RunServices,
  wishes: TrainingWishes,
  trainings: Trainings,
): Promise<TrainReport> {
  const report = await trainRun(keeping(services, wishes.afterwards), wishes, trainings);
  if (report.stopped !== 'finished') return report;
  const { project, job } = services;
  const afterwards = readAfterwards(folderOf(services, report.run));
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

/** Writes down what is wished as soon as the run is there: a session may end without a word. */
function keeping(services: RunServices, afterwards: Afterwards | undefined): RunServices {
  if (afterwards === undefined) return services;
  let isKept = false;
  return {
    ...services,
    emit: (event) => {
      if (event.name === 'training.changed' && !isKept) {
        isKept = true;
        writeAfterwards(folderOf(services, event.payload.run), afterwards);
      }
      services.emit(event);
    },
  };
}

const folderOf = ({ project }: RunServices, run: string): string =>
  project.runs.folder(project.runs.get(run).id);
