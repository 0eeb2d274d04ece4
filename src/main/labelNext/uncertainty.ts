import type { HeadForm, NamedHeadForm } from '@shared/learning/headForm';
import type { FaceOutputs, HeadOutputs } from '@shared/learning/results';

export interface Looked {
  readonly faces: FaceOutputs;
  /** Of the mirror images, mirrored back. */
  readonly mirrored: FaceOutputs;
}

/**
 * How unsure each head is of each face, in a unit of its own: of classes and tags the entropy of its probabilities over
 * the largest there could be, 0…1; of points and numbers how far its answer moves when the face is mirrored and the
 * answer mirrored back (a network that knows a point finds it either way). NaN where it cannot be said. Shape [count].
 */
export function headUncertainty({ faces, mirrored }: Looked, { head, form }: NamedHeadForm): Float64Array {
  const [said, other] = [faces.heads[head], mirrored.heads[head]];
  const uncertainty = new Float64Array(faces.count).fill(Number.NaN);
  if (!said || !other) return uncertainty;
  for (let face = 0; face < faces.count; face += 1) {
    uncertainty[face] = ofFace(form, row(said, face), row(other, face));
  }
  return uncertainty;
}

function row({ values, width }: HeadOutputs, face: number): Float32Array {
  return values.subarray(face * width, (face + 1) * width);
}

function ofFace(form: HeadForm, said: Float32Array, mirrored: Float32Array): number {
  switch (form.kind) {
    case 'classes':
      return form.single ? binaryEntropy(said[0]!) : entropy(said) / Math.log(said.length);
    case 'tags':
      return said.reduce((sum, share) => sum + binaryEntropy(share), 0) / said.length;
    case 'points': {
      let sum = 0;
      for (let at = 0; at < said.length; at += 2) {
        sum += Math.hypot(said[at]! - mirrored[at]!, said[at + 1]! - mirrored[at + 1]!);
      }
      return sum / (said.length / 2);
    }
    case 'numbers':
      return said.reduce((sum, value, at) => sum + Math.abs(value - mirrored[at]!), 0) / said.length;
  }
}

function binaryEntropy(share: number): number {
  return entropy([share, 1 - share]) / Math.LN2;
}

function entropy(shares: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < shares.length; index += 1) {
    const share = shares[index]!;
    if (share > 0) sum -= share * Math.log(share);
  }
  return sum;
}

export interface HeadDoubt {
  /** As `headUncertainty`. */
  readonly uncertainty: Float64Array;
  /** 1 where the face lacks the head's label. */
  readonly lacking: Uint8Array;
}

/**
 * One number a face, 0…1: of each head whose label it lacks how many of the faces that lack it too the head is no less
 * sure of, summed and divided by all heads. So heads of any unit count alike, and a face that lacks one label counts
 * for one head.
 */
export function facesUncertainty(doubts: readonly HeadDoubt[], count: number): Float64Array {
  const total = new Float64Array(count);
  for (const { uncertainty, lacking } of doubts) {
    const rows = Array.from(lacking, (_, row) => row).filter(
      (row) => lacking[row] === 1 && !Number.isNaN(uncertainty[row]!),
    );
    const sorted = Float64Array.from(rows, (row) => uncertainty[row]!).sort();
    for (const row of rows) total[row]! += noLarger(sorted, uncertainty[row]!) / rows.length / doubts.length;
  }
  return total;
}

/** How many are no larger. `sorted` ascends. */
function noLarger(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
