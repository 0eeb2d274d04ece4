import type { Attribute } from '@shared/domain/attribute';
import { notLabelled, type Landmark } from '@shared/domain/face';
import type { RunRecord } from '@shared/domain/run';
import type { FaceSuggestion } from '@shared/domain/suggestion';
import type { Template } from '@shared/domain/template';
import type { HeadConfiguration } from '@shared/learning/configuration';
import type { Project } from '../project/project';
import type { FaceOutput } from '../project/results/evaluationRepository';
import { tagsIn } from '../project/results/outputRows';
import { headForms } from './headForms';

type Outputs = Readonly<Record<string, FaceOutput>>;
type SuggestedLabel = Omit<FaceSuggestion['attributes'][number], 'attribute'>;

/**
 * What a run's stored prediction says of a face, else its newest evaluation, as labels it could take over: points in
 * pixels of the image, those that no head predicts not labelled. Null where neither has the face. Fails with `run-unknown`.
 */
export function suggestionOf(project: Project, faceId: number, runName: string): FaceSuggestion | null {
  const run = project.runs.get(runName);
  return suggestionsOf(project, [faceId], run).get(faceId) ?? null;
}

/** The same of some faces, by face id; one of which the run has said nothing is not there. */
export function suggestionsOf(
  project: Project,
  faceIds: readonly number[],
  run: RunRecord,
): Map<number, FaceSuggestion> {
  const predicted = project.predictions.ofFaces(run.id, faceIds);
  const suggestions = new Map<number, FaceSuggestion>();
  for (const faceId of faceIds) {
    const outputs = predicted.get(faceId) ?? project.evaluations.ofFace(run.id, faceId);
    if (Object.keys(outputs).length > 0) suggestions.set(faceId, suggestionFrom(project, run, outputs));
  }
  return suggestions;
}

function suggestionFrom(project: Project, run: RunRecord, outputs: Outputs): FaceSuggestion {
  const { heads } = run.configuration;
  return {
    run: run.name,
    landmarks: suggestedLandmarks(project.template, run, outputs),
    attributes: project.template.attributes.flatMap((attribute) => {
      if (run.template.attributes.find(({ id }) => id === attribute.id)?.kind !== attribute.kind) return [];
      // The first, where several heads predict one attribute.
      const head = heads.find(({ name, target }) => {
        return target.from === 'attribute' && target.attribute === attribute.id && outputs[name];
      });
      const label = head && suggestedLabel(attribute, head, outputs[head.name]!);
      return label ? [{ attribute: attribute.id, ...label }] : [];
    }),
  };
}

/**
 * Stored points are in pixels of the image, whatever their head predicts (see `storedOutputs`); the heads know them
 * by the run's own template.
 */
function suggestedLandmarks(template: Template, run: RunRecord, outputs: Outputs): Landmark[] | null {
  const points = new Map<string, Landmark>();
  for (const { head, form } of headForms({ configuration: run.configuration, ...run.template })) {
    const values = outputs[head]?.values;
    if (!values || form.kind !== 'points') continue;
    for (const [index, id] of form.pointIds.entries()) {
      points.set(id, { x: values[index * 2]!, y: values[index * 2 + 1]!, visibility: 2 });
    }
  }
  if (!template.scheme.points.some(({ id }) => points.has(id))) return null;
  return template.scheme.points.map(({ id }) => points.get(id) ?? notLabelled);
}

function suggestedLabel(
  attribute: Attribute,
  head: HeadConfiguration,
  { predicted, confidence, values }: FaceOutput,
): SuggestedLabel | null {
  if (predicted !== null) {
    // A value that has been taken away since can be nobody's label any more.
    const known = (id: string): boolean => attribute.values.some((value) => value.id === id);
    if (attribute.kind === 'tags') return { label: tagsIn(predicted).filter(known), confidence };
    return known(predicted) ? { label: predicted, confidence } : null;
  }
  const number = values[0];
  if (number === undefined || !Number.isFinite(number)) return null;
  // 32-bit floats: what is behind their seventh digit is noise.
  if (attribute.kind === 'number') return { label: Number(number.toPrecision(6)), confidence: null };
  if (attribute.kind !== 'boolean') return null;
  // A yes and no that is predicted as a number: 0 and 1; a logistic regression's is a probability.
  const [no, yes] = attribute.values;
  const isYes = number > 0.5;
  const isProbability = head.kind === 'logistic-regression';
  return {
    label: (isYes ? yes : no)!.id,
    confidence: isProbability ? Math.max(number, 1 - number) : null,
  };
}
