import type { Template } from '@shared/domain/template';
import type { RunRecord } from '@shared/domain/run';
import { fail } from '@shared/result';
import { tagsIn } from '../project/results/outputRows';
import type { FaceIndex } from './faceIndex';
import type { FaceSet } from './faceSet';

/**
 * Faces for which a head chose another value than their label, by the run's stored predictions. A face without a
 * label, or without a prediction, is not among them. Fails with `unknown-head`.
 */
export function contradictedBy(
  index: FaceIndex,
  template: Template,
  run: RunRecord,
  headName: string,
): FaceSet {
  const attributeId = attributeOf(run, headName);
  const attribute = template.attributes.find(({ id }) => id === attributeId);
  const faces = index.none();
  if (!attribute || attribute.kind === 'number') return faces;
  const chosen = index.sets({ by: 'prediction', runId: run.id, head: headName });
  const labels = index.sets({ by: 'attribute', attribute: attribute.id });
  for (const [value, predicted] of chosen) {
    const values = attribute.kind === 'tags' ? tagsIn(String(value)) : [value];
    for (const { id } of attribute.values) {
      const labelled = labels.get(id);
      // Of tags, one that is labelled and not predicted differs as well as one that is predicted and not labelled.
      if (values.includes(id)) faces.unite(labelled ? predicted.copy().remove(labelled) : predicted);
      else if (labelled) faces.unite(predicted.copy().keep(labelled));
    }
  }
  return faces.keep(index.union({ by: 'attribute', attribute: attribute.id }));
}

/** Heads of a run that choose values, and so can contradict a label. */
export function choosingHeads(run: RunRecord): string[] {
  return run.configuration.heads
    .filter(({ kind }) => kind === 'binary' || kind === 'multi-class' || kind === 'multi-label')
    .map(({ name }) => name);
}

function attributeOf(run: RunRecord, headName: string): string | null {
  const { target } = headOf(run, headName);
  return target.from === 'attribute' ? target.attribute : null;
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
