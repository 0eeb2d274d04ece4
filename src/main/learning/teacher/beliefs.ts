import { hasClasses } from '@shared/domain/attribute';
import { attributesOf } from '@shared/learning/configuration';
import { softenedHeads } from '@shared/learning/teacher';
import type { ModelContext } from '../engine/protocol';
import type { FaceTable } from '../faceTable';
import { outOfFold } from './outOfFold';
import { sightInputs } from './sightInputs';
import type { Sight } from './sightCache';

/** Fewer than these tell a regression nothing. */
const fewestFaces = 10;
const smallestProbability = 1e-6;

/**
 * What faces are believed to be beside what somebody has said of them: by attribute the probabilities of its classes, partly the
 * label and partly what a regression on the teacher's sights makes of the face, which has learnt from the labels of other faces.
 * That part is how much of the labels the regression explains, 1 − its cross-entropy over a constant's: where it knows nothing,
 * labels are what they are, and nothing is returned of the attribute.
 *
 * A label that somebody has put in another's place is what it is: the regression learns from it, and tells nothing against it.
 *
 * It is for labels that go either way, as of smiles: what a network learns surely by itself, it learns worse by half a word.
 *
 * An abort rejects with the signal's reason.
 *
 * @returns NaN of faces whose label is all that is known: those that somebody vouches for, and those without a mesh or a label. Shape of each [faces, classes].
 */
export async function beliefsOf(
  { configuration, attributes }: ModelContext,
  faces: FaceTable,
  sights: readonly Sight[],
  signal: AbortSignal,
): Promise<Record<string, Float32Array>> {
  const beliefs: Record<string, Float32Array> = {};
  const read = attributesOf(softenedHeads(configuration));
  const softened = attributes.filter((each) => hasClasses(each) && read.has(each.id));
  for (const attribute of softened) {
    const classes = attribute.values.length;
    const labels = faces.attributes[attribute.id] ?? new Float32Array(0);
    const rows = rowsOf(labels, sights);
    if (rows.length < fewestFaces) continue;
    const targets = oneHot(labels, rows, classes);
    const inputs = sightInputs(rows.map((row) => sights[row]!));
    const answers = await outOfFold(inputs, targets, classes, configuration.seed, signal);
    const part = explainedBy(answers, targets, classes);
    if (part <= 0) continue;
    const believed = new Float32Array(faces.count * classes).fill(Number.NaN);
    const vouched = faces.vouched?.[attribute.id];
    rows.forEach((row, example) => {
      if (vouched?.[row]) return;
      for (let index = 0; index < classes; index += 1) {
        const at = example * classes + index;
        believed[row * classes + index] = (1 - part) * targets[at]! + part * answers[at]!;
      }
    });
    beliefs[attribute.id] = believed;
  }
  return beliefs;
}

/** Faces with a label and a mesh. */
function rowsOf(labels: Float32Array, sights: readonly Sight[]): number[] {
  return [...labels.keys()].filter((row) => sights[row]!.points.length > 0 && !Number.isNaN(labels[row]!));
}

function oneHot(labels: Float32Array, rows: readonly number[], classes: number): Float32Array {
  const targets = new Float32Array(rows.length * classes);
  rows.forEach((row, example) => {
    targets[example * classes + labels[row]!] = 1;
  });
  return targets;
}

/** 1 − the answers' cross-entropy over that of the classes' frequencies; 0 where there is but one class. */
function explainedBy(answers: Float32Array, targets: Float32Array, classes: number): number {
  const examples = targets.length / classes;
  const frequencies = new Float64Array(classes);
  targets.forEach((target, at) => {
    frequencies[at % classes]! += target / examples;
  });
  let told = 0;
  let constant = 0;
  targets.forEach((target, at) => {
    if (target === 0) return;
    told -= Math.log(Math.max(smallestProbability, answers[at]!));
    constant -= Math.log(frequencies[at % classes]!);
  });
  return constant === 0 ? 0 : 1 - told / constant;
}
