import type { KerasLayer, NamedWeights } from '../keras/functional';

/** A layer of tfjs, which speaks Keras 2. */
export interface TfjsLayer extends KerasLayer {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly weights: readonly NamedWeights[];
}
