import { resolve } from 'node:path';
import type { StudioEvent } from '@shared/contract/events';
import { fail } from '@shared/result';
import type { Handlers } from '../dispatch';
import type { JobRunner, RunningJob } from '../jobs/jobRunner';
import { Library } from '../library/library';
import type { ProjectChange } from '../project/changes';
import { PredictionSets } from '../prediction/sets/predictionSets';
import { isLeftover, removeLeftover } from '../project/leftover';
import type { Project } from '../project/project';
import type { EngineRoom } from '../runs/engineRoom';
import type { RunServices } from '../runs/services';
import type { ProjectNews } from './news';

/** The handlers of one room of the contract: `runs.train`, `runs.list`, … */
export type HandlersOf<Room extends string> = Pick<Handlers, Extract<keyof Handlers, `${Room}.${string}`>>;

interface Opened {
  readonly project: Project;
  readonly library: Library;
  readonly predictionSets: PredictionSets;
}

/** The studio's one open project. */
export class OpenProject {
  private opened: Opened | null = null;
  private jobsAtWork = 0;

  /** `told` hears of everything that the open project commits. */
  constructor(private readonly told: (project: Project, change: ProjectChange) => void = () => undefined) {}

  /** Fails with `no-project`. */
  get current(): Project {
    return this.required.project;
  }

  /** Fails with `no-project`. */
  get library(): Library {
    return this.required.library;
  }

  /** Fails with `no-project`. */
  get predictionSets(): PredictionSets {
    return this.required.predictionSets;
  }

  /**
   * Opens another project and closes the one before it. Fails with `project-in-use` while a job is at work, and
   * as `open` does; the one before then stays open, unless it is the same that could not be opened again.
   */
  replace(folder: string, open: () => Project): Project {
    const before = this.opened?.project;
    if (before && this.jobsAtWork > 0) {
      fail(
        'project-in-use',
        `A job is at work on the project ${before.folder}. Wait for its end or stop it, then open another.`,
      );
    }
    // The right to write to a folder is held once, also by ourselves.
    if (before?.folder === resolve(folder)) this.close();
    const project = open();
    this.close();
    const library = new Library(project);
    // The library first: whoever hears of a change asks for what is there now.
    project.changes.subscribe((change) => {
      library.follow(change);
      this.told(project, change);
    });
    this.opened = { project, library, predictionSets: new PredictionSets(project) };
    return project;
  }

  /** Closes and removes a project that was made just now and got nothing; says whether it did. */
  discard(): boolean {
    const { current } = this;
    if (this.jobsAtWork > 0 || !isLeftover(current)) return false;
    this.close();
    removeLeftover(current);
    return true;
  }

  /** Keeps the project open until the function that is answered is called. */
  hold(): () => void {
    this.jobsAtWork += 1;
    return () => void (this.jobsAtWork -= 1);
  }

  close(): void {
    this.opened?.predictionSets.close();
    this.opened?.project.close();
    this.opened = null;
  }

  private get required(): Opened {
    return this.opened ?? fail('no-project', 'No project is open; open or create one first.');
  }
}

export type StartedJob = { readonly jobId: string };

export function starting(jobs: JobRunner): (work: (job: RunningJob) => Promise<unknown>) => StartedJob {
  return (work) => ({ jobId: jobs.start(work) });
}

/** For jobs on the open project, which stays open until they have ended. */
export function startingOn(
  open: OpenProject,
  jobs: JobRunner,
): (work: (project: Project, job: RunningJob) => Promise<unknown>) => StartedJob {
  return (work) => {
    const project = open.current;
    const release = open.hold();
    return { jobId: jobs.start((job) => work(project, job).finally(release)) };
  };
}

/** For jobs on the open project that read crops of its images. */
export function startingWithReader(
  open: OpenProject,
  jobs: JobRunner,
): (work: (services: Pick<RunServices, 'project' | 'job' | 'reader'>) => Promise<unknown>) => StartedJob {
  const start = startingOn(open, jobs);
  return (work) =>
    start(async (project, job) => {
      const { startCropReader } = await import('../images/cropReader');
      const reader = startCropReader();
      try {
        return await work({ project, job, reader });
      } finally {
        await reader.close();
      }
    });
}

/**
 * Work with a run, which nobody can delete meanwhile: by its id or name. That there is none of that name is the work's
 * own to say.
 */
export function holdingRun<Services extends { readonly project: Project }>(
  run: number | string | undefined,
  work: (services: Services) => Promise<unknown>,
): (services: Services) => Promise<unknown> {
  return async (services) => {
    const { runs } = services.project;
    const known = run === undefined ? undefined : runs.find(run);
    const release = known && runs.hold(known);
    try {
      return await work(services);
    } finally {
      release?.();
    }
  };
}

/** For jobs that train, evaluate or predict; `toldAtTheEnd` then tells what it has held back. */
export function startingWithServices(
  open: OpenProject,
  jobs: JobRunner,
  engines: EngineRoom,
  emit: (event: StudioEvent) => void,
): (work: (services: RunServices) => Promise<unknown>, toldAtTheEnd?: ProjectNews) => StartedJob {
  const start = startingWithReader(open, jobs);
  return (work, toldAtTheEnd) =>
    start(async (services) => {
      try {
        return await work({ ...services, engines, emit });
      } finally {
        toldAtTheEnd?.flush();
      }
    });
}
