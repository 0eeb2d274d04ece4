import { answeringParameters, type Checkpoint } from '../learning/checkpoints/checkpoint';
import type { Weights } from '../learning/graph/modelGraph';

/**
 * The parameters that a checkpoint's model answers with, by their names, `conv1/weights`; trained ones and state alike. A
 * teacher's head is none of those that are asked.
 */
export function parametersOf(checkpoint: Checkpoint): Map<string, Weights> {
  const { parameters, heads } = checkpoint.model;
  const values = answeringParameters(checkpoint);
  const read = { trainable: 0, state: 0 };
  const all = parameters.map(({ name, shape, kind }) => {
    const start = read[kind];
    read[kind] += shape.reduce((product, size) => product * size, 1);
    return [name, { shape, values: values[kind].subarray(start, read[kind]) }] as const;
  });
  const isAsked = (name: string): boolean =>
    !name.startsWith('head/') || heads.some((head) => name.startsWith(`head/${head}/`));
  return new Map(all.filter(([name]) => isAsked(name)));
}
