import type { Checkpoint } from '../learning/checkpoints/checkpoint';
import type { Weights } from './graph';

/** A checkpoint's parameters by their names, `conv1/weights`; trained ones and moving averages alike. */
export function parametersOf({ model, arrays }: Checkpoint): Map<string, Weights> {
  const read = { trainable: 0, state: 0 };
  return new Map(
    model.parameters.map(({ name, shape, kind }) => {
      const start = read[kind];
      read[kind] += shape.reduce((product, size) => product * size, 1);
      return [name, { shape, values: arrays[kind].subarray(start, read[kind]) }] as const;
    }),
  );
}
