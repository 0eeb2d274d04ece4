import { headWidth, type NamedHeadForm } from '@shared/learning/headForm';
import type { PredictedWord } from '@shared/contract/predictions';
import type { PredictedValue } from './predictedFace';

/** What a head says, as short as a grid needs it, and with what it is filtered by. */
export function predictedWord(head: string, value: PredictedValue): PredictedWord {
  switch (value.kind) {
    case 'class':
      return { head, values: [value.value], number: value.confidence };
    case 'tags':
      return { head, values: value.values, number: togetherProbability(value.probabilities) };
    case 'numbers': {
      const numbers = Object.values(value.numbers);
      const [only] = numbers;
      return { head, values: [], number: numbers.length === 1 && only !== undefined ? only : null };
    }
  }
}

/** The tags are predicted independently of each other. */
function togetherProbability(probabilities: Readonly<Record<string, number>>): number {
  return Object.values(probabilities).reduce((product, share) => product * Math.max(share, 1 - share), 1);
}

/** Where each head's numbers stand among those of a face, which are its heads' one after the other. */
export function numbersByHead(
  heads: readonly NamedHeadForm[],
): (outputs: Float32Array) => (head: string) => Float32Array {
  const places = new Map<string, readonly [number, number]>();
  let start = 0;
  for (const { head, form } of heads) {
    const end = start + headWidth(form);
    places.set(head, [start, end]);
    start = end;
  }
  return (outputs) => (head) => {
    const [from, to] = places.get(head) ?? [0, 0];
    return outputs.subarray(from, to);
  };
}
