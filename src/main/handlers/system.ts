import type { JobRunner } from '../jobs/jobRunner';
import type { EngineRoom } from '../runs/engineRoom';
import type { TensorFlowSetup } from '../runtime/tensorflow/setup';
import type { Surroundings } from '../surroundings';
import { starting, type HandlersOf } from './room';

export function systemHandlers(
  jobs: JobRunner,
  engines: EngineRoom,
  tensorFlow: TensorFlowSetup,
  { startProcess }: Surroundings,
): HandlersOf<'system'> {
  const start = starting(jobs);
  return {
    'system.prepare': ({ retry }) =>
      start(async (job) => {
        const report = await (await import('../system/examine')).prepareTensorFlow(tensorFlow, job, retry);
        // An engine that began on wasm has found its library.
        if (report.installed) void engines.renew();
        return report;
      }),
    'system.tensorFlow': () => tensorFlow.offer(),
    'system.examine': () =>
      start(async (job) => (await import('../system/examine')).examineSystem(job, startProcess)),
    'system.bench': ({ data }) => start(async (job) => (await import('../system/bench')).bench(job, data)),
  };
}
