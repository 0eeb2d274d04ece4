import type { ParsedParams } from '@shared/contract/channels';
import type { HeldOutCounts } from '@shared/contract/training';
import { hasClasses } from '@shared/domain/attribute';
import { trainingSplit } from '@shared/domain/face';
import type { Project } from '../project/project';
import { splitValidation } from './validationSplit';

/** Of the training faces that a run of this seed and share holds out: how many have each value of each attribute. */
export function heldOutCounts(
  { faces, template }: Project,
  heldOut: ParsedParams<'training.heldOut'>,
): HeldOutCounts {
  const columns = faces.forLearning({ splits: [trainingSplit] });
  const { validation } = splitValidation(columns.contentHashes, heldOut);
  return Object.fromEntries(
    template.attributes.filter(hasClasses).map(({ id, values }) => {
      const counts = values.map(() => 0);
      for (const row of validation) {
        const value = columns.attributes[id]![row]!;
        if (counts[value] !== undefined) counts[value] += 1;
      }
      return [id, counts];
    }),
  );
}
