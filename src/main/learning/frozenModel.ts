import * as tf from '@tensorflow/tfjs-core';
import { askedNetworks } from './adviser/advice';
import { Adviser } from './adviser/adviser';
import type { LogitsByHead } from './heads/multiHead';
import { imagesOf, type Model } from './model';
import { inferenceMode } from './networks/network';
import type { KeptView, ParameterTensors } from './parameters';
import type { Batch } from './pipeline/batch';

/**
 * A model with the weights that it had when this was made, ready to answer for any number of batches: what these have in
 * common is computed once. For a batch of sixteen faces that is a quarter of the time. Dispose of it after use.
 */
export class FrozenModel {
  private readonly view: KeptView;
  private adviser: Adviser | null = null;

  /** @param values that it answers with instead of the model's own. */
  constructor(
    readonly model: Model,
    values?: ParameterTensors | null,
  ) {
    this.view = model.parameters.keep(values ?? undefined);
  }

  /** Logits in the order of the heads, each [rows, the head's logitsWidth]. */
  infer(batch: Batch): Float32Array[] {
    return tf.tidy(() => {
      const logits = this.model.logits(shownImages(batch), this.view, inferenceMode);
      return logits.map((values) => ofBatch(values.dataSync<'float32'>(), batch));
    });
  }

  /** The same with what the heads read: the trunk's features, [rows, featureWidth]. */
  look(batch: Batch): { readonly features: Float32Array; readonly logits: Float32Array[] } {
    return tf.tidy(() => {
      const features = this.model.features(shownImages(batch), this.view, inferenceMode);
      const logits = this.model.answers(features, this.view);
      return {
        features: ofBatch(features.dataSync<'float32'>(), batch),
        logits: logits.map((values) => ofBatch(values.dataSync<'float32'>(), batch)),
      };
    });
  }

  /**
   * What an adviser tells of the batch, by the heads of which the model has advice; nothing without one. Fails with `model-missing` or
   * `model-broken`.
   */
  advise(batch: Batch): LogitsByHead {
    const { advice } = this.model;
    if (Object.keys(advice).length === 0) return {};
    this.adviser ??= new Adviser(this.model.input, askedNetworks(advice));
    const told = tf.tidy(() => this.adviser!.told(shownImages(batch), advice));
    return Object.fromEntries(Object.entries(told).map(([head, values]) => [head, ofBatch(values, batch)]));
  }

  dispose(): void {
    this.view.dispose();
    this.adviser?.dispose();
  }
}

/**
 * A face that is alone in its batch is shown twice: TensorFlow convolves a single image by another algorithm, which adds in
 * another order, so that a face would have other last digits alone than beside any other.
 */
function shownImages(batch: Batch): tf.Tensor4D {
  const images = imagesOf(batch);
  return batch.rows === 1 ? tf.concat([images, images]) : images;
}

function ofBatch(values: Float32Array, { rows }: Batch): Float32Array {
  return rows === 1 ? values.slice(0, values.length / 2) : values;
}
