import type { HeadConfiguration, HeadKind } from '@shared/learning/configuration';
import type { HeadForm } from '@shared/learning/headForm';
import type { ModelContext } from '../learning/engine/protocol';
import { headForms } from '../prediction/headForms';
import type { ActivationName } from '../learning/graph/modelGraph';

/** What a head of a model that is handed on answers: its name there, and what its numbers mean. Written to labels.json. */
export interface HeadOutput {
  readonly head: string;
  readonly kind: HeadKind;
  /** Name of the model's output; its end is the name of TensorFlow's Head API. */
  readonly output: string;
  /** The attribute it predicts; null for points. */
  readonly attribute: string | null;
  readonly meaning: OutputMeaning;
}

export type OutputMeaning =
  /** x and y of each point, as fractions of the crop from its upper left corner: [n, points, 2]. */
  | { readonly numbers: 'points'; readonly points: readonly string[] }
  /** A probability a value, together 1: [n, values]. */
  | { readonly numbers: 'probabilities'; readonly values: readonly OutputValue[] }
  /** The probability of the second of two values: [n, 1]. */
  | { readonly numbers: 'probability'; readonly values: readonly OutputValue[] }
  /** A probability a tag, each for itself: [n, tags]. */
  | { readonly numbers: 'tag-probabilities'; readonly values: readonly OutputValue[] }
  /** Numbers: [n, names]. */
  | { readonly numbers: 'numbers'; readonly names: readonly string[] };

export interface OutputValue {
  readonly id: string;
  readonly name: string;
}

/** The name by which TensorFlow's Head API calls what a head answers, and how it comes from the logits. */
const answers: Readonly<
  Record<HeadKind, { readonly key: string; readonly activation: ActivationName | null }>
> = {
  landmarks: { key: 'points', activation: null },
  regression: { key: 'predictions', activation: null },
  binary: { key: 'logistic', activation: 'sigmoid' },
  'multi-class': { key: 'probabilities', activation: 'softmax' },
  'multi-label': { key: 'probabilities', activation: 'sigmoid' },
  poisson: { key: 'predictions', activation: 'exponential' },
  'logistic-regression': { key: 'predictions', activation: 'sigmoid' },
};

/** From the logits to what the head answers; null: they are it. */
export function answerActivation(kind: HeadKind): ActivationName | null {
  return answers[kind].activation;
}

/** In the order of the heads. */
export function headOutputs(context: ModelContext): readonly HeadOutput[] {
  const { heads } = context.configuration;
  const stems = layerNames(heads.map(({ name }) => name));
  return headForms(context).map(({ head, attribute, form }, index) => {
    const { kind } = heads[index]!;
    const output = `${stems[index]!}_${answers[kind].key}`;
    return { head, kind, output, attribute, meaning: meaningOf(form, heads[index]!) };
  });
}

/** Name of the layer with a head's weights. */
export function logitsLayer({ output }: Pick<HeadOutput, 'output'>): string {
  return `${output.slice(0, output.lastIndexOf('_'))}_logits`;
}

function meaningOf(form: HeadForm, { kind }: HeadConfiguration): OutputMeaning {
  switch (form.kind) {
    case 'points':
      // A regression on coordinates answers one row of numbers, as any regression does.
      return kind === 'landmarks'
        ? { numbers: 'points', points: form.pointIds }
        : { numbers: 'numbers', names: form.pointIds.flatMap((id) => [`${id}_x`, `${id}_y`]) };
    case 'classes':
      return {
        numbers: form.single ? 'probability' : 'probabilities',
        values: form.values.map(({ id, name }) => ({ id, name })),
      };
    case 'tags':
      return { numbers: 'tag-probabilities', values: form.values.map(({ id, name }) => ({ id, name })) };
    case 'numbers':
      return { numbers: 'numbers', names: form.names };
  }
}

/** Heads' names as every format takes them; one that would be the same as another's is numbered. */
function layerNames(heads: readonly string[]): string[] {
  const used = new Set<string>();
  return heads.map((head) => {
    const plain = head
      .replace(/[^A-Za-z0-9_]/g, '_')
      .replace(/^_*$/, 'head')
      .replace(/^_/, 'head_');
    let name = plain;
    for (let number = 2; used.has(name); number += 1) name = `${plain}_${number}`;
    used.add(name);
    return name;
  });
}
