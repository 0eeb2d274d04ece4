import type { StudioEvent } from '@shared/contract/events';
import { fail } from '@shared/result';
import type { JobRunner, RunningJob } from '../jobs/jobRunner';
import { createSet } from '../prediction/sets/createSet';
import { photoDetails, tilesOf } from '../prediction/sets/views';
import type { PredictionSet } from '../prediction/sets/predictionSet';
import type { SetFacts } from '../prediction/sets/setRecords';
import type { SetWork } from '../prediction/sets/predictionSets';
import type { UploadInbox } from '../prediction/uploads/uploadInbox';
import type { Project } from '../project/project';
import type { EngineRoom } from '../runs/engineRoom';
import { personName } from '../runtime/person';
import { requireWholePath } from '../system/wholePath';
import type { ProjectNews } from './news';
import { holdingRun, starting, startingOn, type HandlersOf, type OpenProject, type StartedJob } from './room';

/** A set that grows is told of no more often than this. */
const grownIntervalMs = 250;

export interface PredictionRoom {
  readonly open: OpenProject;
  readonly jobs: JobRunner;
  readonly engines: EngineRoom;
  readonly inbox: UploadInbox;
  readonly emit: (event: StudioEvent) => void;
  readonly news: ProjectNews;
}

/** Sets of predictions on photos. What a job needs is loaded by it. */
export function predictionHandlers(room: PredictionRoom): HandlersOf<'predictions'> {
  const { open, inbox, engines, emit, news } = room;
  const tellListed = (set: number | null): void => emit({ name: 'predictions.listed', payload: { set } });
  const start = startingOnSets(room, tellListed);
  return {
    'predictions.list': () => open.predictionSets.list(),
    'predictions.create': async (wishes) => {
      wishes.inputs.forEach(requireWholePath);
      const sets = open.predictionSets;
      const { id } = await createSet(open.current, sets, inbox, wishes);
      tellListed(id);
      return sets.summary(id);
    },
    'predictions.run': ({ set: id }) =>
      start(id, 'predicting', async (project, set, job) => {
        const [{ predictSet }, { startCropReader }] = await Promise.all([
          import('../runs/predictSet'),
          import('../images/cropReader'),
        ]);
        tellListed(id);
        const reader = startCropReader();
        try {
          const services = { project, engines, reader, emit, job };
          const renewed = (): void => tellListed(id);
          return await predictSet(services, set, { grown: tellGrown(set, emit), renewed });
        } finally {
          await reader.close();
        }
      }),
    'predictions.merge': ({ from, output, ...wishes }) =>
      starting(room.jobs)(async (context) => {
        const { mergeResults } = await import('../prediction/mergeResults');
        return mergeResults({ from, outputFolder: output, ...wishes, context });
      }),
    'predictions.delete': async ({ set }) => {
      await open.predictionSets.delete(set);
      tellListed(set);
      return null;
    },
    'predictions.window': async ({ set: id, query, offset, limit }) => {
      const sets = open.predictionSets;
      const ids = (await sets.index(id)).select(query);
      return {
        total: ids.length,
        offset,
        tiles: tilesOf(sets.get(id), [...ids.subarray(offset, offset + limit)]),
      };
    },
    'predictions.facets': async ({ set, filter }) => (await open.predictionSets.index(set)).facets(filter),
    'predictions.photo': ({ set, photo }) => photoDetails(open.current, open.predictionSets.get(set), photo),
    'predictions.problems': ({ set: id, offset, limit }) => {
      const set = open.predictionSets.get(id);
      return { total: set.problemCount(), problems: set.problems(offset, limit) };
    },
    'predictions.save': ({ set: id, ...wishes }) => {
      requireWholePath(wishes.folder);
      const sets = open.predictionSets;
      const set = sets.get(id);
      return startingOn(
        open,
        room.jobs,
      )(async (project, job) => {
        const { saveSet } = await import('../prediction/sets/saveSet');
        const { attributes } = project.template;
        return saveSet(set, await sets.index(id), { ...wishes, attributes, context: job });
      });
    },
    'predictions.add': ({ set: id, split, filter }) => {
      const sets = open.predictionSets;
      return start(id, 'adding', async (project, set, job) => {
        const { addSet } = await import('../prediction/sets/addSet');
        const options = { split, filter, who: personName(), context: job };
        return await addSet(project, set, await sets.index(id), options).finally(() => news.flush());
      });
    },
  };
}

type WorkOnSet = (project: Project, set: PredictionSet, job: RunningJob) => Promise<unknown>;

/** Jobs that write to a set, one at a time. Refused at once with `set-unknown`, `run-deleted` or `set-at-work`. */
function startingOnSets(
  { open, jobs }: PredictionRoom,
  tellListed: (set: number) => void,
): (id: number, kind: SetWork, work: WorkOnSet) => StartedJob {
  return (id, kind, work) => {
    const sets = open.predictionSets;
    const set = sets.get(id);
    const { runId } = requireRun(open.current, set);
    const held = sets.hold(id, kind);
    const started = startingOn(
      open,
      jobs,
    )((project, job) =>
      holdingRun(runId, () => work(project, set, job))({ project }).finally(() => {
        held.release();
        tellListed(id);
      }),
    );
    held.by(started.jobId);
    return started;
  };
}

/** A set stays when its run is deleted, to be looked at and saved; what is asked of the run itself cannot be. */
function requireRun({ runs }: Project, set: PredictionSet): SetFacts {
  const facts = set.facts();
  if (runs.find(facts.runId)) return facts;
  return fail(
    'run-deleted',
    `The run “${facts.run}” that made these predictions was deleted: they cannot go on, nor be added as suggestions. Save them as files, or predict on the photos with another run.`,
    { run: facts.run },
  );
}

function tellGrown(set: PredictionSet, emit: (event: StudioEvent) => void): () => void {
  let lastMs = Number.NEGATIVE_INFINITY;
  return () => {
    const nowMs = performance.now();
    if (nowMs - lastMs < grownIntervalMs) return;
    lastMs = nowMs;
    const { done, failed, faces } = set.counts();
    const total = set.facts().photoCount;
    emit({ name: 'predictions.grown', payload: { set: set.id, done, failed, faces, total } });
  };
}
