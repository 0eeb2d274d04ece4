import { probabilityOf } from './choices';
import type { HeadColumns } from './headColumns';

/** How far each face's label is to be doubted, by a head that has not learnt from it. Shape [faces] each. */
export interface LabelSuspicion {
  /**
   * The higher, the likelier the label is wrong; NaN where the face has none. Of classes and tags the normalised
   * margin of the doubt, −1…1; of points and numbers the head's error.
   */
  readonly ranks: Float64Array;
  /** 1 where the head confidently says another value; of points and numbers always 0: they have no such line. */
  readonly suspects: Uint8Array;
}

/**
 * Confident learning (Northcutt, Jiang, Chuang, "Confident Learning: Estimating Uncertainty in Dataset Labels", JAIR
 * 2021, section 3.1): a head is confident of a class where it gives it no less than it gives on average the faces that
 * are labelled so (equation 2), so that a class which the head is never sure of is not doubted more than others. A
 * label is a suspect where the likeliest of those classes is another one; the ranking is by the margin between the
 * likeliest other class and the label. Tags are doubted one by one; a face is as doubtful as its most doubtful tag.
 *
 * Right only of outputs out of fold: a network that has seen a wrong label may have learnt it by heart.
 */
export function labelSuspicion(columns: HeadColumns): LabelSuspicion {
  const { form, errors } = columns;
  const count = errors.length;
  if (form.form === 'choice') {
    return choiceSuspicion(count, form.values.length, {
      label: (face) => {
        const label = columns.targets[face * columns.targetWidth]!;
        return Number.isNaN(errors[face]!) || Number.isNaN(label) ? null : label;
      },
      probability: (face, value) => probabilityOf(columns, face, value),
    });
  }
  if (form.form !== 'tags') return { ranks: Float64Array.from(errors), suspects: new Uint8Array(count) };
  const worst: LabelSuspicion = {
    ranks: new Float64Array(count).fill(Number.NaN),
    suspects: new Uint8Array(count),
  };
  form.values.forEach((_, tag) => {
    const { ranks, suspects } = choiceSuspicion(count, 2, {
      label: (face) => {
        const label = columns.targets[face * columns.targetWidth + tag]!;
        return Number.isNaN(label) ? null : label;
      },
      probability: (face, value) => {
        const yes = columns.outputs[face * columns.width + tag]!;
        return value === 1 ? yes : 1 - yes;
      },
    });
    for (let face = 0; face < count; face += 1) {
      if (Number.isNaN(ranks[face]!)) continue;
      const known = worst.ranks[face]!;
      worst.ranks[face] = Number.isNaN(known) ? ranks[face]! : Math.max(known, ranks[face]!);
      worst.suspects[face]! |= suspects[face]!;
    }
  });
  return worst;
}

interface Answers {
  /** Class index; null where the face has no label. */
  readonly label: (face: number) => number | null;
  readonly probability: (face: number, value: number) => number;
}

function choiceSuspicion(count: number, values: number, { label, probability }: Answers): LabelSuspicion {
  const confident = averageSelfConfidence(count, values, { label, probability });
  const ranks = new Float64Array(count).fill(Number.NaN);
  const suspects = new Uint8Array(count);
  for (let face = 0; face < count; face += 1) {
    const labelled = label(face);
    if (labelled === null) continue;
    let other = 0;
    let likeliest = -1;
    let highest = Number.NEGATIVE_INFINITY;
    for (let value = 0; value < values; value += 1) {
      const share = probability(face, value);
      if (value !== labelled) other = Math.max(other, share);
      if (share >= confident[value]! && share > highest) {
        highest = share;
        likeliest = value;
      }
    }
    ranks[face] = other - probability(face, labelled);
    suspects[face] = likeliest >= 0 && likeliest !== labelled ? 1 : 0;
  }
  return { ranks, suspects };
}

/** What the head gives each class on the faces that are labelled so; more than anything for a class without one. */
function averageSelfConfidence(count: number, values: number, { label, probability }: Answers): Float64Array {
  const sums = new Float64Array(values);
  const faces = new Float64Array(values);
  for (let face = 0; face < count; face += 1) {
    const labelled = label(face);
    if (labelled === null) continue;
    sums[labelled]! += probability(face, labelled);
    faces[labelled]! += 1;
  }
  return sums.map((sum, value) => (faces[value] === 0 ? Number.POSITIVE_INFINITY : sum / faces[value]!));
}
