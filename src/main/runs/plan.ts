import type { HeadCard, TrainingPlan } from '@shared/contract/training';
import { trainingSplit } from '@shared/domain/face';
import type { Template } from '@shared/domain/template';
import type { HeadConfiguration, RunConfiguration } from '@shared/learning/configuration';
import { headlineOf } from '@shared/learning/headline';
import { presetConfiguration, type PresetName } from '@shared/learning/presets';
import type { FaceTable } from '../learning/faceTable';
import { constantFloor } from '../learning/heads/floor';
import { createMultiHead, type MultiHead } from '../learning/heads/multiHead';
import { readTargets } from '../learning/heads/targets';
import type { LearningFaces } from '../project/faces/learningFaces';
import type { Project } from '../project/project';
import { tableWithoutCrops } from './floors';
import { splitValidation } from './validationSplit';

const testSplit = 'testing';

/** What the project can train, with what each head would learn from and has to beat. */
export function trainingPlan(project: Project): TrainingPlan {
  const { template } = project;
  const faces = project.faces.forLearning({ splits: [trainingSplit] });
  const planOf = (preset: PresetName) => {
    const configuration = presetConfiguration(preset, template);
    const table = tableWithoutCrops(faces, configuration.input.crop);
    return {
      configuration,
      heads: headCards(configuration, template, table),
    };
  };
  const studio = planOf('studio');
  // The same heads, of which the same is to be told.
  const quick = presetConfiguration('quick', template);
  return {
    trainingFaces: faces.count,
    testFaces: project.faces.splits()[testSplit] ?? 0,
    repeats: repeatsWith(project, faces),
    presets: { studio, quick: { ...studio, configuration: quick }, tutorial: planOf('tutorial') },
  };
}

/** 1 for a row that a run of this configuration holds out for validation. */
function heldOutOf({ contentHashes, count }: LearningFaces, configuration: RunConfiguration): Uint8Array {
  const heldOut = new Uint8Array(count);
  for (const row of splitValidation(contentHashes, configuration).validation) heldOut[row] = 1;
  return heldOut;
}

/** Of the faces that nearly repeat each other those that make a measurement better than it is. */
function repeatsWith(project: Project, training: LearningFaces): TrainingPlan['repeats'] {
  const { repeats } = project.lists;
  if (repeats === null) return null;
  const rowOf = new Map(Array.from(training.faceIds, (id, row) => [id, row]));
  const test = new Set(project.facets.byValue({ by: 'split' }).get(testSplit) ?? []);
  const heldOut = heldOutOf(training, presetConfiguration('studio', project.template));
  let [withTestFaces, withValidationFaces] = [0, 0];
  for (const { first, second } of repeats.pairs) {
    const [one, other] = [rowOf.get(first), rowOf.get(second)];
    if (one !== undefined && other !== undefined) {
      if (heldOut[one] !== heldOut[other]) withValidationFaces += 1;
    } else if ((one !== undefined && test.has(second)) || (other !== undefined && test.has(first))) {
      withTestFaces += 1;
    }
  }
  return { withTestFaces, withValidationFaces };
}

function headCards({ heads, batchSize }: RunConfiguration, template: Template, table: FaceTable): HeadCard[] {
  return heads.flatMap((head) => {
    const multiHead = knownHead(head, template);
    if (!multiHead) return [];
    const { labelledFaces } = readTargets(multiHead.heads[0]!.targetReader(table), table, multiHead.context);
    const metrics = labelledFaces === 0 ? {} : constantFloor(multiHead, table, table, batchSize);
    const floor = headlineOf(head.name, metrics);
    const balance = balanceOf(head, template, table);
    return [{ name: head.name, kind: head.kind, labelledFaces, balance, floor }];
  });
}

/** A preset may know a point or an attribute that the project does not label: it then has no such head. */
function knownHead(head: HeadConfiguration, template: Template): MultiHead | null {
  const { scheme, attributes } = template;
  const known =
    head.target.from === 'attribute'
      ? attributes.some(({ id }) => id === (head.target as { attribute: string }).attribute)
      : head.target.points.every((point) => scheme.points.some(({ id }) => id === point));
  return known ? createMultiHead([head], { scheme, attributes }) : null;
}

function balanceOf({ target }: HeadConfiguration, template: Template, table: FaceTable): HeadCard['balance'] {
  if (target.from !== 'attribute') {
    const all = template.scheme.points;
    return target.points.map((id) => {
      const point = all.findIndex((known) => known.id === id);
      return { id, faces: count(table.count, (face) => table.visibility[face * all.length + point]! > 0) };
    });
  }
  const attribute = template.attributes.find(({ id }) => id === target.attribute)!;
  const column = table.attributes[attribute.id]!;
  const width = attribute.kind === 'tags' ? attribute.values.length : 1;
  return attribute.values.map(({ id }, index) => ({
    id,
    faces: count(table.count, (face) =>
      width === 1 ? column[face] === index : column[face * width + index] === 1,
    ),
  }));
}

function count(total: number, holds: (index: number) => boolean): number {
  let found = 0;
  for (let index = 0; index < total; index += 1) if (holds(index)) found += 1;
  return found;
}
