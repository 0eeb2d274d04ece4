import { fail } from '@shared/result';
import type { Handlers } from '../dispatch';
import type { JobRunner, RunningJob } from '../jobs/jobRunner';
import type { Project } from '../project/project';

/** The handlers of one room of the contract: `runs.train`, `runs.list`, … */
export type HandlersOf<Room extends string> = Pick<Handlers, Extract<keyof Handlers, `${Room}.${string}`>>;

/** The studio's one open project: a project is opened by closing the one before it. */
export class OpenProject {
  private project: Project | null = null;

  /** Fails with `no-project`. */
  get current(): Project {
    return this.project ?? fail('no-project', 'No project is open; open or create one first.');
  }

  replace(open: () => Project): Project {
    this.close();
    this.project = open();
    return this.project;
  }

  close(): void {
    this.project?.close();
    this.project = null;
  }
}

export type StartedJob = { readonly jobId: string };

export function starting(jobs: JobRunner): (work: (job: RunningJob) => Promise<unknown>) => StartedJob {
  return (work) => ({ jobId: jobs.start(work) });
}
