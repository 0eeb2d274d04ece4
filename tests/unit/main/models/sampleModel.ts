import * as tf from '@tensorflow/tfjs-core';
import { mtflTemplate, type Template } from '@shared/domain/template';
import type { HeadConfiguration, RunConfiguration } from '@shared/learning/configuration';
import { presetConfiguration } from '@shared/learning/presets';
import { startBackend } from '../../../../src/main/learning/backends/start';
import type { Checkpoint } from '../../../../src/main/learning/checkpoints/checkpoint';
import type { ModelContext } from '../../../../src/main/learning/engine/protocol';
import { Model } from '../../../../src/main/learning/model';
import { inferenceMode } from '../../../../src/main/learning/networks/network';
import { Random } from '../../../../src/main/learning/random';

export interface SampleModel {
  readonly context: ModelContext;
  readonly checkpoint: Checkpoint;
  /** As bytes of pictures are, 0…255: [count, sizePx, sizePx, 3]. */
  readonly pixels: Float32Array;
  readonly count: number;
  /** What the engine's own code answers for them, by head: [count, logitsWidth]. */
  readonly logits: Readonly<Record<string, Float32Array>>;
}

export function sampleConfiguration(
  preset: 'tutorial' | 'studio',
  heads?: readonly HeadConfiguration[],
): RunConfiguration {
  const configuration = presetConfiguration(preset, mtflTemplate);
  // Odd on its way down, so that a row is dropped.
  const sizePx = preset === 'studio' ? 20 : 18;
  return {
    ...configuration,
    input: { ...configuration.input, sizePx },
    heads: heads ?? configuration.heads,
  };
}

/** A network with random weights and moving averages that are far from where they start, and its own answers. */
export async function sampleModel(
  configuration: RunConfiguration,
  template: Pick<Template, 'scheme' | 'attributes'> = mtflTemplate,
  brightest = 256,
): Promise<SampleModel> {
  await startBackend('wasm');
  const { scheme, attributes } = template;
  const context: ModelContext = { configuration, scheme, attributes };
  const model = new Model(configuration, context);
  const random = Random.fromSeed(7, 'sample');
  try {
    const arrays = await model.parameters.snapshot();
    // Of an average 0.5 … 1.5, as variances have to be above zero.
    const moved = {
      trainable: arrays.trainable.map(
        (value) => value * random.between(0.5, 1.5) + random.between(-0.01, 0.01),
      ),
      state: arrays.state.map(() => random.between(0.5, 1.5)),
    };
    model.parameters.restore(moved);
    const count = 3;
    const { sizePx, pixels: form } = configuration.input;
    const pixels = Float32Array.from({ length: count * sizePx * sizePx * 3 }, () =>
      Math.floor(random.between(0, brightest)),
    );
    const shown = form === 'raw' ? pixels : pixels.map((value) => (value / 255 - 0.5) * 4);
    const logits = tf.tidy(() => {
      const view = model.parameters.unpack(model.parameters.trainable);
      const images = tf.tensor4d(shown, [count, sizePx, sizePx, 3]);
      return model.logits(images, view, inferenceMode).map((values) => Float32Array.from(values.dataSync()));
    });
    const { heads } = model.multiHead;
    const none = new Float32Array(0);
    return {
      context,
      checkpoint: {
        model: model.signature,
        globalStep: 12,
        seed: 1,
        samplesSeen: 0,
        optimizerStep: 0,
        best: null,
        validation: null,
        arrays: { ...moved, firstMoment: none, secondMoment: none },
      },
      pixels,
      count,
      logits: Object.fromEntries(heads.map((head, index) => [head.name, logits[index]!])),
    };
  } finally {
    model.dispose();
  }
}

/** What a model that was handed on has to answer, by output. */
export function expectedAnswers({ context, logits }: SampleModel): Record<string, Float32Array> {
  return Object.fromEntries(
    context.configuration.heads.map(({ name, kind }) => {
      const own = logits[name]!;
      switch (kind) {
        case 'landmarks':
          return [`${name}_points`, own];
        case 'multi-class':
          return [`${name}_probabilities`, softmaxRows(own, own.length / 3)];
        case 'binary':
          return [`${name}_logistic`, own.map(sigmoid)];
        case 'multi-label':
          return [`${name}_probabilities`, own.map(sigmoid)];
        case 'poisson':
          return [`${name}_predictions`, own.map((logit) => Math.exp(logit))];
        case 'logistic-regression':
          return [`${name}_predictions`, own.map(sigmoid)];
        case 'regression':
          return [`${name}_predictions`, own];
      }
    }),
  );
}

const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));

function softmaxRows(logits: Float32Array, width: number): Float32Array {
  const result = new Float32Array(logits.length);
  for (let start = 0; start < logits.length; start += width) {
    const powers = Array.from(logits.subarray(start, start + width), (logit) => Math.exp(logit));
    const sum = powers.reduce((total, power) => total + power, 0);
    powers.forEach((power, index) => (result[start + index] = power / sum));
  }
  return result;
}
