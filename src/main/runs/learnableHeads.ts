import { trainingSplit } from '@shared/domain/face';
import type { ModelContext } from '../learning/engine/protocol';
import { hasOneClass } from '../learning/heads/oneClass';
import { createMultiHead } from '../learning/heads/multiHead';
import { readTargets } from '../learning/heads/targets';
import type { LearningFaces } from '../project/faces/learningFaces';
import type { Project } from '../project/project';
import { configurationFor, type TrainingWishes } from './configuration';
import { selectRows } from './faceTables';
import { tableWithoutCrops } from './floors';
import { learntFaces } from './learntFaces';

/**
 * Where a person does not say which heads, those that can learn something are trained; the others are left out, and said.
 * Where none can, all of them stay, for the training to tell what lacks.
 */
export function withLearnableHeads(
  project: Project,
  wishes: TrainingWishes,
  note: (message: string) => void,
): TrainingWishes {
  if (wishes.heads !== undefined) return wishes;
  const { template } = project;
  const configuration = configurationFor(wishes, template);
  const faces = project.faces.forLearning({ splits: [trainingSplit] });
  const found = learnableHeads(faces, { configuration, ...template });
  if (found.heads.length === 0) return wishes;
  // A head that is given a weight is named: what lacks for it is told by the training.
  const isNamed = (head: string): boolean => wishes.weights?.[head] !== undefined;
  const [unlabelled, oneClass] = [found.unlabelled, found.oneClass].map((names) =>
    names.filter((name) => !isNamed(name)),
  ) as [string[], string[]];
  if (unlabelled.length + oneClass.length === 0) return wishes;
  if (unlabelled.length > 0) {
    note(`Left out, since no training face has a label of it: ${unlabelled.join(', ')}.`);
  }
  if (oneClass.length > 0) {
    note(
      `Left out, since all its labels are of one value and there is nothing to tell apart: ${oneClass.join(', ')}.`,
    );
  }
  const heads = configuration.heads.map(({ name }) => name);
  return {
    ...wishes,
    heads: heads.filter((name) => !unlabelled.includes(name) && !oneClass.includes(name)),
  };
}

interface Learnable {
  readonly heads: string[];
  readonly unlabelled: string[];
  readonly oneClass: string[];
}

/**
 * What each head would find among the faces that a run of this configuration trains on. Without a head there may be fewer
 * of them, and others held out: it is asked again until no other is left out.
 */
function learnableHeads(faces: LearningFaces, context: ModelContext): Learnable {
  const { configuration, attributes } = context;
  const [unlabelled, oneClass]: [string[], string[]] = [[], []];
  let left = configuration.heads;
  for (;;) {
    const asked = { ...context, configuration: { ...configuration, heads: left } };
    const { columns, training } = learntFaces(faces, asked);
    const table = selectRows(tableWithoutCrops(columns, configuration.input.crop), training, attributes);
    const readers = createMultiHead(left, context).targetReaders(table);
    const targets = readers.map((reader) => readTargets(reader, table, asked));
    const isEmpty = left.map((_, index) => targets[index]!.labelledFaces === 0);
    const isOne = left.map((head, index) => !isEmpty[index]! && hasOneClass(head, targets[index]!));
    unlabelled.push(...left.filter((_, index) => isEmpty[index]).map(({ name }) => name));
    oneClass.push(...left.filter((_, index) => isOne[index]).map(({ name }) => name));
    const others = left.filter((_, index) => !isEmpty[index] && !isOne[index]);
    if (others.length === left.length || others.length === 0) {
      return { heads: others.map(({ name }) => name), unlabelled, oneClass };
    }
    left = others;
  }
}
