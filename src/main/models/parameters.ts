import { answeringParameters, type Checkpoint } from '../learning/checkpoints/checkpoint';
import type { Weights } from './graph';

/** The parameters that a checkpoint's model answers with, by their names, `conv1/weights`; trained ones and state alike. */
export function parametersOf(checkpoint: Checkpoint): Map<string, Weights> {
  const values = answeringParameters(checkpoint);
  const read = { trainable: 0, state: 0 };
  return new Map(
    checkpoint.model.parameters.map(({ name, shape, kind }) => {
      const start = read[kind];
      read[kind] += shape.reduce((product, size) => product * size, 1);
      return [name, { shape, values: values[kind].subarray(start, read[kind]) }] as const;
    }),
  );
}
