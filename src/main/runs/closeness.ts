import type { Closeness, WeightsCloseness } from '@shared/contract/reproduction';
import { surroundingDifferences, type DataChange } from '@shared/domain/fingerprint';
import type { RunRecord } from '@shared/domain/run';
import { failureOf } from '@shared/result';
import { CheckpointStore } from '../learning/checkpoints/store';
import type { Project } from '../project/project';
import { readFingerprint } from './runFingerprint';
import { readStepLog } from './readStepLog';

/** How close `again` has come to `original`, both being at the same step. */
export async function closenessOf(
  project: Project,
  original: RunRecord,
  again: RunRecord,
  changes: DataChange | null,
): Promise<Closeness> {
  const sessions = [original, again].map(
    ({ id }) => readFingerprint(project.runs.folder(id))?.sessions ?? [],
  );
  const [before, now] = [sessions[0]!.at(-1), sessions[1]!.at(-1)];
  return {
    globalStep: again.globalStep,
    weights: weightsCloseness(project, original, again),
    measured: validated(project, original, again) ?? (await trained(project, original, again)),
    differences: before && now ? surroundingDifferences(before, now) : [],
    changes,
    lengthened: new Set(sessions[0]!.map(({ totalSteps }) => totalSteps)).size > 1,
    device: now?.engine.device ?? null,
  };
}

/** After the last pass that both have made. */
function validated(project: Project, original: RunRecord, again: RunRecord): Closeness['measured'] {
  const passes = project.runs.metrics(original.id, 'validation');
  for (const { globalStep, metrics } of project.runs.metrics(again.id, 'validation').reverse()) {
    const before = passes.find((pass) => pass.globalStep === globalStep);
    if (before) return { on: 'validation', globalStep, original: before.metrics, again: metrics };
  }
  return null;
}

async function trained(
  project: Project,
  original: RunRecord,
  again: RunRecord,
): Promise<Closeness['measured']> {
  const [before, now] = await Promise.all(
    [original, again].map(async ({ id }) => {
      const steps = [...(await readStepLog(project.runs.folder(id))).steps()];
      return steps.find(({ globalStep }) => globalStep === again.globalStep);
    }),
  );
  if (!before || !now) return null;
  const named = (losses: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(losses).map(([head, loss]) => [`average_loss/${head}`, loss]));
  return {
    on: 'training',
    globalStep: again.globalStep,
    original: named(before.lossByHead),
    again: named(now.lossByHead),
  };
}

function weightsCloseness(project: Project, original: RunRecord, again: RunRecord): WeightsCloseness | null {
  const [before, now] = [original, again].map(({ id }) => weightsAt(project, id, again.globalStep));
  return before && now ? compareWeights(before, now) : null;
}

/** Null where the step's checkpoint is not kept or is damaged: what is to be compared is then not there. */
function weightsAt(project: Project, runId: number, step: number): readonly Float32Array[] | null {
  const store = new CheckpointStore(project.runs.folder(runId), () => undefined);
  try {
    const { trainable, state } = store.at(step).arrays;
    return [trainable, state];
  } catch (thrown) {
    if (failureOf(thrown).code.startsWith('checkpoint-')) return null;
    throw thrown;
  }
}

/** Arrays of the same lengths. */
export function compareWeights(
  original: readonly Float32Array[],
  again: readonly Float32Array[],
): WeightsCloseness {
  let identical = true;
  let largestDifference = 0;
  let squaredDifferences = 0;
  let squares = 0;
  original.forEach((values, index) => {
    const others = again[index]!;
    identical &&= Buffer.from(values.buffer, values.byteOffset, values.byteLength).equals(
      new Uint8Array(others.buffer, others.byteOffset, others.byteLength),
    );
    values.forEach((value, at) => {
      const difference = Math.abs(others[at]! - value);
      largestDifference = Math.max(largestDifference, difference);
      squaredDifferences += difference ** 2;
      squares += value ** 2;
    });
  });
  const relativeDifference = squares === 0 ? 0 : Math.sqrt(squaredDifferences / squares);
  return { identical, largestDifference, relativeDifference };
}
