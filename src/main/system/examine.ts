import type { BackendReport, DoctorReport } from '@shared/contract/reports';
import { failureOf } from '@shared/result';
import type { RunningJob } from '../jobs/jobRunner';
import { engineIn } from '../learning/engine/channel';
import { startEngine } from '../learning/engine/client';
import { examine } from '../runtime/doctor';
import type { StartProcess } from '../runtime/processLine';
import type { TensorFlowSetup } from '../runtime/tensorflow/setup';

/** Sets TensorFlow up where that can be, and says in one line what was chosen. */
export async function prepareTensorFlow(
  tensorFlow: TensorFlowSetup,
  job: RunningJob,
  retry: boolean,
): Promise<DoctorReport['tensorflow']> {
  await tensorFlow.prepare(job, retry);
  return (await examine()).tensorflow;
}

/** What the machine has, and each backend's speed, measured in an engine of its own. */
export async function examineSystem(job: RunningJob, startProcess: StartProcess): Promise<DoctorReport> {
  const machine = await examine();
  const backends: BackendReport[] = [];
  for (const backend of ['tensorflow', 'wasm'] as const) {
    job.signal.throwIfAborted();
    job.progress({ phase: `timing ${backend}`, done: backends.length, total: 2 });
    backends.push(await timed(backend, job, startProcess));
  }
  return { ...machine, backends };
}

async function timed(
  backend: BackendReport['backend'],
  job: RunningJob,
  startProcess: StartProcess,
): Promise<BackendReport> {
  try {
    const engine = await startEngine({ backend, openChannel: engineIn(startProcess) });
    try {
      const { description, speed } = await engine.request(
        { kind: 'describe', speedTest: true },
        { signal: job.signal },
      );
      return {
        backend,
        engine: description,
        millisecondsPerStep: speed?.millisecondsPerStep.median ?? null,
        facesPerSecond: speed?.facesPerSecond ?? null,
        failure: null,
      };
    } finally {
      await engine.close();
    }
  } catch (thrown) {
    job.signal.throwIfAborted();
    return {
      backend,
      engine: null,
      millisecondsPerStep: null,
      facesPerSecond: null,
      failure: failureOf(thrown),
    };
  }
}
