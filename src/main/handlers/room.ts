import { fail } from '@shared/result';
import type { Handlers } from '../dispatch';
import type { JobRunner, RunningJob } from '../jobs/jobRunner';
import { Library } from '../library/library';
import type { ProjectChange } from '../project/changes';
import type { Project } from '../project/project';

/** The handlers of one room of the contract: `runs.train`, `runs.list`, … */
export type HandlersOf<Room extends string> = Pick<Handlers, Extract<keyof Handlers, `${Room}.${string}`>>;

/** The studio's one open project: a project is opened by closing the one before it. */
export class OpenProject {
  private opened: { readonly project: Project; readonly library: Library } | null = null;

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

  replace(open: () => Project): Project {
    this.close();
    const project = open();
    const library = new Library(project);
    // The library first: whoever hears of a change asks for what is there now.
    project.changes.subscribe((change) => {
      library.follow(change);
      this.told(project, change);
    });
    this.opened = { project, library };
    return project;
  }

  close(): void {
    this.opened?.project.close();
    this.opened = null;
  }

  private get required(): { readonly project: Project; readonly library: Library } {
    return this.opened ?? fail('no-project', 'No project is open; open or create one first.');
  }
}

export type StartedJob = { readonly jobId: string };

export function starting(jobs: JobRunner): (work: (job: RunningJob) => Promise<unknown>) => StartedJob {
  return (work) => ({ jobId: jobs.start(work) });
}
