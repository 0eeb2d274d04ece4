import { parseArgs } from 'node:util';
import { weightingSchema } from '../src/shared/contract/training';
import { mtflTemplate } from '../src/shared/domain/template';
import { weightingKinds } from '../src/shared/learning/configuration';
import { presetConfiguration } from '../src/shared/learning/presets';
import { startBackend } from '../src/main/learning/backends/start';
import { Trainer } from '../src/main/learning/estimator/trainingStep';
import { Model } from '../src/main/learning/model';
import { constantBatch } from './constantBatch';

/**
 * What each strategy of weighing heads costs: milliseconds of a training step of the preset studio with five heads, and
 * times the fixed one's. Each round makes one step by each, so that whatever else the machine does is everyone's.
 */
export async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      backend: { type: 'string', default: 'tensorflow' },
      threads: { type: 'string', default: '2' },
      rounds: { type: 'string', default: '20' },
    },
  });
  await startBackend(values.backend === 'wasm' ? 'wasm' : 'tensorflow', { threads: Number(values.threads) });
  const { teacher: _teacher, ...preset } = presetConfiguration('studio', mtflTemplate);
  const model = new Model(preset, mtflTemplate);
  const batch = constantBatch(preset, model);
  const course = { totalSteps: 1000, stepsPerEpoch: 10 };
  const strategies = weightingKinds.map((kind) => {
    const trainer = new Trainer(model, { ...preset, weighting: weightingSchema.parse({ kind }) }, course);
    return { kind, trainer, stepMs: [] as number[] };
  });
  for (let round = 0; round <= Number(values.rounds); round += 1) {
    for (const { trainer, stepMs } of strategies) {
      const startMs = performance.now();
      trainer.step(batch, round);
      // The first round warms up.
      if (round > 0) stepMs.push(performance.now() - startMs);
    }
  }
  const fixed = strategies[0]!.stepMs;
  for (const { kind, stepMs } of strategies) {
    const times = median(stepMs.map((ms, round) => ms / fixed[round]!));
    console.log(`${kind.padEnd(12)} ${median(stepMs).toFixed(0)} ms  ${times.toFixed(2)} ×`);
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((first, second) => first - second);
  return sorted[Math.floor(sorted.length / 2)]!;
}
