import type * as tf from '@tensorflow/tfjs-core';
import type { ParameterView } from '../../../../../src/main/learning/parameters';

/** Parameters given by hand; what a layer records is kept under its name. */
export function viewOf(
  parameters: Readonly<Record<string, tf.Tensor>>,
): ParameterView & { readonly recordedValues: Map<string, number[]> } {
  const recordedValues = new Map<string, number[]>();
  return {
    recordedValues,
    get: (name) => {
      const tensor = parameters[name];
      if (!tensor) throw new Error(`The layer asks for ${name}.`);
      return tensor;
    },
    derived: (_, make) => make(),
    record: (name, value) => void recordedValues.set(name, [...value.dataSync()]),
    recorded: () => null,
  };
}
