import type { RunRecord } from '@shared/domain/run';
import type { Template } from '@shared/domain/template';
import { fail } from '@shared/result';
import type { Facet } from '../project/faces/facets';
import type { FaceIndex } from './faceIndex';
import type { FaceSet } from './faceSet';

/**
 * Faces for which a head chose another value than their label (of tags: others), by the run's stored predictions.
 * A face without a label, or without a prediction, is not among them, nor one whose label somebody has confirmed. Fails
 * with `unknown-head`.
 */
export function contradictedBy(
  index: FaceIndex,
  template: Template,
  run: RunRecord,
  headName: string,
): FaceSet {
  const faces = index.none();
  const choice = choiceOf(template, run, headName);
  if (!choice) return faces;
  const { labels, predictions } = choice;
  for (const value of choice.values) {
    const predicted = index.set(predictions, value);
    const labelled = index.set(labels, value);
    faces.unite(predicted.copy().remove(labelled)).unite(labelled.copy().remove(predicted));
  }
  return faces
    .keep(index.union(labels))
    .keep(index.union(predictions))
    .remove(index.set({ by: 'confirmed', subject: labels.attribute }));
}

/** Heads of a run that choose values of which there are stored predictions, and so may contradict labels. */
export function choosingHeads(index: FaceIndex, template: Template, run: RunRecord): string[] {
  return run.configuration.heads
    .map(({ name }) => name)
    .filter((name) => {
      const choice = choiceOf(template, run, name);
      return choice && index.union(choice.predictions).size > 0;
    });
}

/** Fails with `unknown-head`, naming those there are. */
export function headOf(run: RunRecord, name: string): RunRecord['configuration']['heads'][number] {
  const { heads } = run.configuration;
  const known = heads.map((head) => head.name).join(', ');
  return (
    heads.find((head) => head.name === name) ??
    fail('unknown-head', `The run “${run.name}” has no head “${name}”; its heads are ${known}.`, {
      head: name,
    })
  );
}

interface Choice {
  readonly values: readonly string[];
  readonly labels: Facet & { readonly by: 'attribute' };
  readonly predictions: Facet;
}

/** What a head chooses from; null for one that chooses nothing. */
function choiceOf(template: Template, run: RunRecord, headName: string): Choice | null {
  const { target, kind, name: head } = headOf(run, headName);
  if (target.from !== 'attribute') return null;
  const attribute = template.attributes.find(({ id }) => id === target.attribute);
  if (!attribute || attribute.kind === 'number') return null;
  if (run.template.attributes.find(({ id }) => id === attribute.id)?.kind !== attribute.kind) return null;
  if (kind !== 'binary' && kind !== 'multi-class' && kind !== 'multi-label') return null;
  return {
    values: attribute.values.map(({ id }) => id),
    labels: { by: 'attribute', attribute: attribute.id },
    predictions: { by: kind === 'multi-label' ? 'predicted-tags' : 'prediction', runId: run.id, head },
  };
}
