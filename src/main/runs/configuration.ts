import type { ParsedParams } from '@shared/contract/channels';
import type { Template } from '@shared/domain/template';
import type { HeadConfiguration, RunConfiguration } from '@shared/learning/configuration';
import { presetConfiguration } from '@shared/learning/presets';
import { fail } from '@shared/result';

export type TrainingWishes = ParsedParams<'runs.train'>;

/** A preset's configuration with what the person asked for instead; wishes that cannot be met fail by name. */
export function configurationFor(wishes: TrainingWishes, template: Template): RunConfiguration {
  const preset = presetConfiguration(wishes.preset ?? 'studio', template);
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

/**
 * What of a run's configuration the wishes would change, in a person's words; how long it trains is no part of what
 * it is. The command that began a run may so be repeated to go on with it.
 */
export function changedByWishes(configuration: RunConfiguration, wishes: TrainingWishes): readonly string[] {
  const { preset, heads, weights = {}, batchSize, learningRate, seed } = wishes;
  const weightOf = new Map(configuration.heads.map((head) => [head.name, head.weight]));
  const differs: readonly (readonly [string, boolean])[] = [
    ['preset', isOther(preset, configuration.preset)],
    [
      'heads',
      heads !== undefined && (heads.length !== weightOf.size || heads.some((name) => !weightOf.has(name))),
    ],
    ['weights', Object.entries(weights).some(([name, weight]) => weightOf.get(name) !== weight)],
    ['batch size', isOther(batchSize, configuration.batchSize)],
    ['learning rate', isOther(learningRate, configuration.optimizer.learningRate)],
    ['seed', isOther(seed, configuration.seed)],
  ];
  return differs.filter(([, isDifferent]) => isDifferent).map(([name]) => name);
}

function isOther(wish: string | number | undefined, value: string | number): boolean {
  return wish !== undefined && wish !== value;
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
