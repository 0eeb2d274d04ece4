import { headWidth, type NamedHeadForm } from '@shared/learning/headForm';
import type { FaceOutputs, HeadOutputs } from '@shared/learning/results';
import type { FaceTable } from '../learning/faceTable';

/**
 * The outputs as they are kept: points in pixels of the image. A head that predicts fractions of what the network
 * was shown could not be understood any more once the face's box has changed.
 *
 * This is where all predictions pass between the engine and whatever keeps or shows them: a run's calibration of
 * its probabilities, where it has one, belongs here.
 */
export function storedOutputs(
  outputs: FaceOutputs,
  forms: readonly NamedHeadForm[],
  { regions }: Pick<FaceTable, 'regions'>,
): FaceOutputs {
  const heads = Object.entries(outputs.heads).map(([name, head]) => {
    const form = forms.find((candidate) => candidate.head === name)?.form;
    const isFractions = form?.kind === 'points' && form.unit === 'fractions';
    return [name, isFractions ? { ...head, values: inPixels(head, regions) } : head] as const;
  });
  return { count: outputs.count, heads: Object.fromEntries(heads) };
}

/** Every head's numbers on one face, one head after the other. */
export function faceNumbers(
  { heads }: FaceOutputs,
  forms: readonly NamedHeadForm[],
  row: number,
): Float32Array {
  return Float32Array.from(
    forms.flatMap(({ head, form }) => {
      const width = headWidth(form);
      const output = heads[head];
      if (output?.width !== width) throw new Error(`The engine did not answer ${width} numbers for ${head}.`);
      return [...output.values.subarray(row * width, (row + 1) * width)];
    }),
  );
}

function inPixels({ values, width }: HeadOutputs, regions: Float32Array): Float32Array {
  return values.map((fraction, element) => {
    const row = Math.floor(element / width);
    const axis = (element % width) % 2;
    return regions[row * 4 + axis]! + fraction * regions[row * 4 + 2 + axis]!;
  });
}
