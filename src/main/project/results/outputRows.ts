import type { Attribute, AttributeValue } from '@shared/domain/attribute';
import type { RunConfiguration } from '@shared/learning/configuration';
import type { FaceOutputs, HeadOutputs } from '@shared/learning/results';

/** What one head says of one face, as the tables of evaluations and predictions hold it. */
export interface OutputRow {
  readonly head: string;
  readonly faceId: number;
  readonly outputs: Uint8Array;
  /**
   * The value id that a head chooses, of tags a list as JSON in the order of the attribute's values, and the
   * probability of that choice.
   */
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
      const choice = choiceOf(outputs.kind, values, attribute);
      yield {
        head,
        faceId: faceIds[row]!,
        outputs: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
        predicted: choice?.value ?? null,
        confidence: choice?.probability ?? null,
        loss: knownNumber(outputs.losses[row]),
        error: knownNumber(outputs.errors[row]),
      };
    }
  }
}

export function decodeOutputs(blob: Uint8Array): Float32Array {
  return new Float32Array(blob.slice().buffer);
}

/** The tags that a multi-label head chose, from what is stored as predicted. */
export function tagsIn(predicted: string): readonly string[] {
  return JSON.parse(predicted) as string[];
}

export interface Choice {
  readonly value: string | null;
  readonly probability: number;
}

/** As the heads decide themselves: the likeliest value; yes, or a tag, where it is likelier than not. */
export function choiceOf(
  kind: HeadOutputs['kind'],
  probabilities: Float32Array,
  attribute: { readonly values: readonly Pick<AttributeValue, 'id'>[] } | undefined,
): Choice | null {
  const idOf = (index: number): string | null => attribute?.values[index]?.id ?? null;
  switch (kind) {
    case 'binary': {
      const yes = probabilities[0]!;
      return yes > 0.5 ? { value: idOf(1), probability: yes } : { value: idOf(0), probability: 1 - yes };
    }
    case 'multi-class': {
      let index = 0;
      probabilities.forEach((probability, candidate) => {
        if (probability > probabilities[index]!) index = candidate;
      });
      return { value: idOf(index), probability: probabilities[index]! };
    }
    case 'multi-label': {
      const tags = attribute?.values.filter((_, index) => probabilities[index]! > 0.5) ?? [];
      return {
        value: attribute ? JSON.stringify(tags.map(({ id }) => id)) : null,
        // The tags are predicted independently of each other.
        probability: probabilities.reduce((product, share) => product * Math.max(share, 1 - share), 1),
      };
    }
    default:
      return null;
  }
}

export function knownNumber(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
