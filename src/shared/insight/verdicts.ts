import { choicesOf } from './choices';
import { rowOf, type HeadColumns } from './headColumns';

/** What a head said of one face, and what it was measured against. */
export interface Verdict {
  /** Value ids; null where the head chooses none. Of a face without a label, `labelled` is null. */
  readonly labelled: readonly string[] | null;
  readonly predicted: readonly string[] | null;
  /** Of a head that chooses one value. */
  readonly confidence: number | null;
  readonly error: number | null;
  readonly outputs: Float32Array;
  readonly targets: Float32Array;
}

/** By face id; a face that was not evaluated is not there. */
export function verdicts(columns: HeadColumns, faceIds: readonly number[]): Map<number, Verdict> {
  const wanted = faceIds.flatMap((faceId) => {
    const row = rowOf(columns, faceId);
    return row < 0 ? [] : [[faceId, row] as const];
  });
  return new Map(wanted.map(([faceId, row]) => [faceId, verdictAt(columns, row)]));
}

function verdictAt(all: HeadColumns, row: number): Verdict {
  const { form, width, targetWidth } = all;
  const one: HeadColumns = {
    ...all,
    faceIds: all.faceIds.subarray(row, row + 1),
    outputs: all.outputs.subarray(row * width, (row + 1) * width),
    targets: all.targets.subarray(row * targetWidth, (row + 1) * targetWidth),
  };
  const error = all.errors[row]!;
  const measured = { error: Number.isNaN(error) ? null : error, outputs: one.outputs, targets: one.targets };
  if (form.form === 'choice') {
    const { labels, predicted, confidence } = choicesOf(one);
    return {
      ...measured,
      labelled: labels[0]! < 0 ? null : [form.values[labels[0]!]!],
      predicted: [form.values[predicted[0]!]!],
      confidence: confidence[0]!,
    };
  }
  if (form.form === 'tags') {
    return {
      ...measured,
      labelled: Number.isNaN(one.targets[0]!)
        ? null
        : form.values.filter((_, index) => one.targets[index] === 1),
      predicted: form.values.filter((_, index) => one.outputs[index]! > 0.5),
      confidence: null,
    };
  }
  return { ...measured, labelled: null, predicted: null, confidence: null };
}
