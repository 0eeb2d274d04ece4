import type { Attribute, AttributeKind } from '@shared/domain/attribute';
import type { HeadConfiguration } from '@shared/learning/configuration';
import { fail } from '@shared/result';
import type { HeadContext } from './head';
import type { TargetReader } from './targets';

/** The attribute that the head reads. Fails with `unknown-attribute` or `head-target-mismatch`. */
export function headAttribute(
  configuration: HeadConfiguration,
  context: HeadContext,
  kinds: readonly AttributeKind[],
): Attribute {
  const { target, name, kind } = configuration;
  if (target.from !== 'attribute') {
    return fail(
      'head-target-mismatch',
      `The head "${name}" of kind ${kind} needs an attribute, and its target is landmarks. ` +
        'Name an attribute, or give it another kind.',
    );
  }
  const attribute = context.attributes.find((candidate) => candidate.id === target.attribute);
  if (attribute === undefined) {
    return fail(
      'unknown-attribute',
      `The head "${name}" reads the attribute "${target.attribute}", which this project does not have. ` +
        `It has: ${context.attributes.map((candidate) => candidate.id).join(', ') || 'none'}.`,
    );
  }
  if (!kinds.includes(attribute.kind)) {
    return fail(
      'head-target-mismatch',
      `The head "${name}" of kind ${kind} cannot learn the attribute "${attribute.id}" of kind ` +
        `${attribute.kind}: it needs ${kinds.join(' or ')}.`,
    );
  }
  return attribute;
}

/** One-hot classes, or their probabilities where a face is believed to be otherwise than it is labelled; one element a face. */
export function classReader(head: string, attribute: Attribute): TargetReader {
  const classes = attribute.values.length;
  return {
    head,
    targetWidth: classes,
    elementsPerFace: 1,
    write(labels, targets, mask, row) {
      const label = labels.attributes[attribute.id]![0]!;
      targets.fill(0, row * classes, (row + 1) * classes);
      mask[row] = Number.isNaN(label) ? 0 : 1;
      if (Number.isNaN(label)) return 0;
      if (!Number.isInteger(label) || label < 0 || label >= classes) {
        outOfRange(head, label, `a class index from 0 to ${classes - 1}`);
      }
      const belief = labels.beliefs[attribute.id]!;
      if (Number.isNaN(belief[0]!)) targets[row * classes + label] = 1;
      else targets.set(belief, row * classes);
      return 1;
    },
  };
}

/** Which labels a head's loss is made for. */
export interface LabelRange {
  readonly description: string;
  accepts(label: number): boolean;
}

export const anyNumber: LabelRange = { description: 'a number', accepts: Number.isFinite };
export const zeroOrOne: LabelRange = {
  description: '0 or 1',
  accepts: (label) => label === 0 || label === 1,
};
export const share: LabelRange = {
  description: 'between 0 and 1',
  accepts: (label) => label >= 0 && label <= 1,
};
export const counted: LabelRange = {
  description: 'a number of at least 0',
  accepts: (label) => Number.isFinite(label) && label >= 0,
};

/**
 * The attribute's numbers as they are (one, or 0/1 for each tag), each an element; of yes and no the probability of yes where
 * a face is believed to be otherwise than it is labelled.
 */
export function numberReader(
  head: string,
  attribute: Attribute,
  width: number,
  range: LabelRange,
): TargetReader {
  return {
    head,
    targetWidth: width,
    elementsPerFace: width,
    write(labels, targets, mask, row) {
      const values = labels.attributes[attribute.id]!;
      const [, yes = Number.NaN] = labels.beliefs[attribute.id] ?? [];
      let labelled = 0;
      for (let index = 0; index < width; index += 1) {
        const value = values[index]!;
        const isLabelled = !Number.isNaN(value);
        if (isLabelled && !range.accepts(value)) outOfRange(head, value, range.description);
        targets[row * width + index] = !isLabelled ? 0 : Number.isNaN(yes) ? value : yes;
        mask[row * width + index] = isLabelled ? 1 : 0;
        if (isLabelled) labelled += 1;
      }
      return labelled;
    },
  };
}

function outOfRange(head: string, label: number, expected: string): never {
  fail(
    'label-out-of-range',
    `A face's label for the head "${head}" is ${label}; it must be ${expected}. Correct the label, or give ` +
      'the head another kind.',
    { head, label },
  );
}
