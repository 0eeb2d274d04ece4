import type { Attribute } from '@shared/domain/attribute';
import type { RunConfiguration } from '@shared/learning/configuration';
import type { FaceOutputs, HeadOutputs } from '@shared/learning/results';

/** What one head says of one face, as the tables of evaluations and predictions hold it. */
export interface OutputRow {
  readonly head: string;
  readonly faceId: number;
  readonly outputs: Uint8Array;
  /** The value id that a head for one of several values chooses, and its probability. */
  readonly predicted: string | null;
  readonly confidence: number | null;
  readonly loss: number | null;
  readonly error: number | null;
}

/** Every head's word on every face; row r of the outputs belongs to `faceIds[r]`. */
export function* outputRows(
  configuration: RunConfiguration,
  attributes: readonly Attribute[],
  faceIds: ArrayLike<number>,
  faces: FaceOutputs,
): Generator<OutputRow> {
  for (const [head, outputs] of Object.entries(faces.heads)) {
    const target = configuration.heads.find((candidate) => candidate.name === head)?.target;
    const attributeId = target?.from === 'attribute' ? target.attribute : null;
    const attribute = attributes.find((candidate) => candidate.id === attributeId);
    for (let row = 0; row < faces.count; row += 1) {
      const values = outputs.values.subarray(row * outputs.width, (row + 1) * outputs.width);
      const choice = choiceOf(outputs.kind, values);
      yield {
        head,
        faceId: faceIds[row]!,
        outputs: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
        predicted: (choice && attribute?.values[choice.index]?.id) ?? null,
        confidence: choice?.probability ?? null,
        loss: known(outputs.losses[row]),
        error: known(outputs.errors[row]),
      };
    }
  }
}

export function decodeOutputs(blob: Uint8Array): Float32Array {
  return new Float32Array(blob.slice().buffer);
}

function choiceOf(
  kind: HeadOutputs['kind'],
  probabilities: Float32Array,
): { readonly index: number; readonly probability: number } | null {
  if (kind === 'binary') {
    const yes = probabilities[0]!;
    return yes >= 0.5 ? { index: 1, probability: yes } : { index: 0, probability: 1 - yes };
  }
  if (kind !== 'multi-class') return null;
  let index = 0;
  probabilities.forEach((probability, candidate) => {
    if (probability > probabilities[index]!) index = candidate;
  });
  return { index, probability: probabilities[index]! };
}

function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
