import type { HeadConfiguration } from '@shared/learning/configuration';
import type { Metrics } from '@shared/learning/results';
import { averageLosses } from './criterion';

/** Where a head stands, as a checkpoint keeps it. */
export interface HeadCourse {
  /** Its lowest loss on the validation faces so far. */
  readonly lowest: number;
  /** Validation passes since then. */
  readonly passes: number;
  readonly isStopped: boolean;
}

/**
 * Task-wise early stopping (Zhang et al. 2014, "Facial Landmark Detection by Deep Multi-task Learning", section 3.3): a
 * head whose loss on the validation faces does not get lower any more stops to pull the trunk, before it fits it to the
 * training faces' accidents; its own layer goes on learning from the features as they become. The paper weighs how
 * fast both losses fall; here a head has `patience` validation passes to get better. One head always goes on pulling.
 */
export class HeadStopping {
  private readonly courses = new Map<string, HeadCourse>();
  private readonly heads: readonly HeadConfiguration[];

  /**
   * @param heads A head without weight pulls nothing, and there is nothing of it to stop.
   * @param patience Passes; 0: no head is ever stopped.
   */
  constructor(
    heads: readonly HeadConfiguration[],
    private readonly patience: number,
  ) {
    this.heads = heads.filter(({ weight }) => weight > 0);
  }

  /** Those that pull the trunk no more. */
  get stopped(): ReadonlySet<string> {
    return new Set([...this.courses].filter(([, { isStopped }]) => isStopped).map(([head]) => head));
  }

  /** After a validation pass; answers the heads that it stops. A head without a labelled validation face goes on. */
  observe(metrics: Metrics): readonly string[] {
    if (this.patience === 0) return [];
    const losses = averageLosses(this.heads, metrics);
    const newlyStopped: string[] = [];
    for (const { name } of this.heads) {
      const loss = losses[name];
      const course = this.courses.get(name) ?? { lowest: Infinity, passes: 0, isStopped: false };
      if (loss === undefined || course.isStopped) continue;
      const passes = loss < course.lowest ? 0 : course.passes + 1;
      const isStopped = passes >= this.patience && this.pulling() > 1;
      this.courses.set(name, { lowest: Math.min(course.lowest, loss), passes, isStopped });
      if (isStopped) newlyStopped.push(name);
    }
    return newlyStopped;
  }

  snapshot(): Readonly<Record<string, HeadCourse>> {
    return Object.fromEntries(this.courses);
  }

  restore(courses: Readonly<Record<string, HeadCourse>>): void {
    this.courses.clear();
    for (const [head, course] of Object.entries(courses)) this.courses.set(head, course);
  }

  private pulling(): number {
    return this.heads.length - this.stopped.size;
  }
}
