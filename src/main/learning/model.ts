import * as tf from '@tensorflow/tfjs-core';
import type { InputConfiguration, RunConfiguration } from '@shared/learning/configuration';
import { withMeshPoints } from '@shared/learning/faceMesh';
import { trainedHeads } from '@shared/learning/teacher';
import type { ModelSignature } from './checkpoints/checkpoint';
import type { Advice } from './adviser/advice';
import type { FirstLookShares } from './heads/firstLook';
import type { HeadContext } from './heads/head';
import { createMultiHead, type MultiHead } from './heads/multiHead';
import type { FaceTable } from './faceTable';
import { readTargets } from './heads/targets';
import { denseParameters, denseWithBias } from './layers/dense';
import { createNetwork, type ForwardMode, type Network } from './networks/network';
import { Parameters, type ParameterSpec, type ParameterView } from './parameters';
import type { Batch } from './pipeline/batch';
import { Random } from './random';

/** A trunk and a list of heads, each head one dense layer on the trunk's features; and their parameters. */
export class Model {
  /** The heads that are asked. */
  readonly multiHead: MultiHead;
  /** Those and, where it has one, the teacher's: all that learn. */
  readonly trained: MultiHead;
  readonly parameters: Parameters;
  readonly signature: ModelSignature;
  /** What its images are. */
  readonly input: InputConfiguration;
  /** How many trainable values are the trunk's: the first ones, those of the heads come after them. */
  readonly trunkSize: number;
  /** What a realigned view is turned to, see `alignedShape`; null where it makes none. */
  alignedShape: Float32Array | null = null;
  /** What its heads' first looks count where it makes more than one. */
  firstLookShares: FirstLookShares = {};
  /** What an adviser tells beside its heads; of none where there is no adviser. */
  advice: Advice = {};
  /** The name of the weights of the last layer that all heads share. */
  readonly lastSharedWeights: string;
  private readonly network: Network;

  /** Initial values are drawn from the configuration's seed. Dispose of the model after use. */
  constructor(configuration: RunConfiguration, context: HeadContext) {
    const { network, input, dropout, heads, seed } = configuration;
    this.multiHead = createMultiHead(heads, context);
    this.trained = configuration.teacher
      ? createMultiHead(trainedHeads(configuration), { ...context, scheme: withMeshPoints(context.scheme) })
      : this.multiHead;
    this.input = input;
    this.network = createNetwork(network, input.sizePx, dropout);
    const specs = parameterSpecs(this.network, this.trained);
    this.parameters = Parameters.create(specs, Random.fromSeed(seed, 'parameters'));
    const ofTrunk = this.parameters.layout.slice(0, this.network.parameters.length);
    this.trunkSize = ofTrunk.reduce((sum, { kind, size }) => sum + (kind === 'trainable' ? size : 0), 0);
    this.lastSharedWeights = ofTrunk.findLast(
      ({ kind, shape }) => kind === 'trainable' && shape.length > 1,
    )!.name;
    this.signature = {
      network,
      inputSizePx: input.sizePx,
      heads: this.multiHead.heads.map((head) => head.name),
      parameters: specs.map(({ name, shape, kind }) => ({ name, shape: [...shape], kind })),
    };
  }

  /**
   * Sets the heads' biases so that, whatever the trunk says at first, each head answers the faces' best constant. `faces` as
   * lessons have them.
   */
  startHeadsFromConstants(faces: FaceTable): void {
    for (const head of this.trained.heads) {
      const targets = readTargets(head.targetReader(faces), faces, this.trained.context);
      this.parameters.set(`${layerOf(head.name)}/bias`, head.constantLogits(targets));
    }
  }

  /**
   * @param images [n, sizePx, sizePx, 3], pixels scaled as the configuration says.
   * @returns in the order of the heads that are asked, each [n, the head's logitsWidth].
   */
  logits(images: tf.Tensor4D, view: ParameterView, mode: ForwardMode): tf.Tensor2D[] {
    return this.answers(this.features(images, view, mode), view);
  }

  /** What the trunk makes of faces: [n, the network's featureWidth]. */
  features(images: tf.Tensor4D, view: ParameterView, mode: ForwardMode): tf.Tensor2D {
    return this.network.features(images, view, mode);
  }

  /** What the heads make of the trunk's features, as `logits` has it. */
  answers(features: tf.Tensor2D, view: ParameterView): tf.Tensor2D[] {
    return this.multiHead.heads.map(({ name }) => denseWithBias(features, view, layerOf(name)));
  }

  /**
   * The same of all that are trained.
   * @param detached heads from which no gradient reaches the trunk.
   */
  trainedAnswers(
    features: tf.Tensor2D,
    view: ParameterView,
    detached: ReadonlySet<string> = new Set(),
  ): tf.Tensor2D[] {
    return this.trained.heads.map(({ name }) =>
      denseWithBias(detached.has(name) ? withoutGradient(features) : features, view, layerOf(name)),
    );
  }

  get featureWidth(): number {
    return this.network.featureWidth;
  }

  dispose(): void {
    this.parameters.dispose();
  }
}

/** The trunk's parameters, and those of each head's layer on it. */
export function parameterSpecs(network: Network, { heads }: MultiHead): readonly ParameterSpec[] {
  const { parameters, featureWidth, headInitializer } = network;
  return [
    ...parameters,
    ...heads.flatMap((head) =>
      denseParameters(layerOf(head.name), featureWidth, head.logitsWidth, headInitializer),
    ),
  ];
}

/** The batch's pixels as a tensor, [rows, sizePx, sizePx, 3]. It may read the batch's memory until it is used. */
export function imagesOf(batch: Batch): tf.Tensor4D {
  return tf.tensor4d(batch.images, [batch.rows, batch.sizePx, batch.sizePx, 3]);
}

/** The same values, behind which nothing learns. */
function withoutGradient(features: tf.Tensor2D): tf.Tensor2D {
  const detach = tf.customGrad((values) => ({
    value: tf.clone(values as tf.Tensor2D),
    gradFunc: (dy: tf.Tensor2D) => tf.zerosLike(dy),
  }));
  return detach(features);
}

function layerOf(head: string): string {
  return `head/${head}`;
}
