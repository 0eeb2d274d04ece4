import type { ParsedParams } from '@shared/contract/channels';
import type { Template } from '@shared/domain/template';
import type { HeadConfiguration, RunConfiguration } from '@shared/learning/configuration';
import { presetConfiguration } from '@shared/learning/presets';
import { fail } from '@shared/result';

export type TrainingWishes = ParsedParams<'runs.train'>;

/** A preset's configuration with what the person asked for instead; wishes that cannot be met fail by name. */
export function configurationFor(wishes: TrainingWishes, template: Template): RunConfiguration {
  const preset = presetConfiguration(wishes.preset, template);
  const heads = weighted(chosen(preset.heads, wishes.heads), wishes.weights ?? {});
  return {
    ...preset,
    heads,
    duration:
      wishes.steps !== undefined
        ? { steps: wishes.steps }
        : wishes.epochs !== undefined
          ? { epochs: wishes.epochs }
          : preset.duration,
    batchSize: wishes.batchSize ?? preset.batchSize,
    optimizer: { ...preset.optimizer, learningRate: wishes.learningRate ?? preset.optimizer.learningRate },
    checkpointEverySteps: wishes.checkpointEverySteps ?? preset.checkpointEverySteps,
    seed: wishes.seed ?? preset.seed,
  };
}

function chosen(
  heads: readonly HeadConfiguration[],
  names: readonly string[] | undefined,
): readonly HeadConfiguration[] {
  if (names === undefined) return heads;
  for (const name of names) requireHead(heads, name);
  return heads.filter((head) => names.includes(head.name));
}

function weighted(
  heads: readonly HeadConfiguration[],
  weights: Readonly<Record<string, number>>,
): HeadConfiguration[] {
  for (const [name, weight] of Object.entries(weights)) {
    requireHead(heads, name);
    if (!Number.isFinite(weight) || weight < 0) {
      fail('bad-weight', `The weight of head “${name}” is ${weight}; give a number of zero or more.`);
    }
  }
  const result = heads.map((head) => ({ ...head, weight: weights[head.name] ?? head.weight }));
  if (result.every((head) => head.weight === 0)) {
    fail(
      'bad-weight',
      'Every head’s weight is zero, so there is nothing to learn; give one of them a weight.',
    );
  }
  return result;
}

function requireHead(heads: readonly HeadConfiguration[], name: string): void {
  if (heads.some((head) => head.name === name)) return;
  const known = heads.map((head) => head.name).join(', ');
  fail('unknown-head', `There is no head “${name}” here; the heads are ${known}.`, { head: name });
}
