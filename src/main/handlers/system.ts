import type { JobRunner } from '../jobs/jobRunner';
import { starting, type HandlersOf } from './room';

export function systemHandlers(jobs: JobRunner): HandlersOf<'system'> {
  const start = starting(jobs);
  return {
    'system.prepare': ({ retry }) =>
      start(async (job) => (await import('../system/examine')).prepareTensorFlow(job, retry)),
    'system.examine': () => start(async (job) => (await import('../system/examine')).examineSystem(job)),
    'system.bench': ({ data }) => start(async (job) => (await import('../system/bench')).bench(job, data)),
  };
}
