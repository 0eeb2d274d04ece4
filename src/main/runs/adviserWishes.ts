import type { Template } from '@shared/domain/template';
import { advisable } from '@shared/learning/adviser';
import type { AdviserConfiguration, RunConfiguration } from '@shared/learning/configuration';
import { fail } from '@shared/result';
import { requireClasses } from './requireClasses';

/**
 * The adviser that a run has: asked of what is wished, else of what the preset has. Of the preset's own attributes those are left out
 * by themselves of which it cannot be asked; undefined where none remains. Fails with `bad-adviser` where one of those is
 * wished for, and with `unknown-attribute`.
 */
export function adviserFor(
  wished: readonly string[] | undefined,
  preset: AdviserConfiguration | undefined,
  run: Pick<RunConfiguration, 'heads' | 'input'>,
  template: Template,
): AdviserConfiguration | undefined {
  for (const attribute of wished ?? []) requireClasses(attribute, template, asking);
  const attributes = advisable(wished ?? preset?.attributes ?? [], run);
  const refused = wished?.find((attribute) => !attributes.includes(attribute));
  if (refused === undefined) return attributes.length > 0 ? { attributes } : undefined;
  return fail(
    'bad-adviser',
    run.input.crop === 'face'
      ? `An adviser is asked beside a head of the run, and none of its heads (${run.heads.map(({ name }) => name).join(', ')}) tells classes of “${refused}”. Train such a head too, or do not ask of it.`
      : 'An adviser is shown crops of faces, and this run is shown whole images. Choose crops of faces, or leave the adviser out.',
    { attribute: refused },
  );
}

const asking = {
  code: 'bad-adviser',
  unknown: 'of which an adviser could be asked',
  unfit: 'An adviser is asked of what is one of a few values',
  fit: 'It can be asked of',
} as const;
