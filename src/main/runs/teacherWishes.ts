import { hasClasses } from '@shared/domain/attribute';
import type { Template } from '@shared/domain/template';
import type { RunConfiguration, TeacherConfiguration } from '@shared/learning/configuration';
import { canBeTaught, smallestTaughtPx } from '@shared/learning/teacher';
import { fail } from '@shared/result';

interface TeacherWishes {
  /** What the teacher's points count; 0: no teacher. */
  readonly teacher?: number | undefined;
  /** Ids of the attributes whose labels it softens. */
  readonly softens?: readonly string[] | undefined;
}

/**
 * The teacher that a run has: the preset's, but for what is wished. A preset's own is left out by itself where it has nothing to
 * teach. Fails with `bad-teacher` where one is wished for there, and with `unknown-attribute`.
 */
export function teacherFor(
  wishes: TeacherWishes,
  preset: TeacherConfiguration | undefined,
  taught: Pick<RunConfiguration, 'heads' | 'input'>,
  template: Template,
): TeacherConfiguration | undefined {
  const weight = wishes.teacher ?? preset?.weight ?? 0;
  for (const attribute of wishes.softens ?? []) requireClasses(attribute, template);
  if (weight > 0 && canBeTaught(taught)) {
    return { weight, softens: wishes.softens ?? preset?.softens ?? [] };
  }
  const isWished = (wishes.teacher ?? 0) > 0 || (wishes.softens ?? []).length > 0;
  if (!isWished) return undefined;
  return fail(
    'bad-teacher',
    weight > 0
      ? `The face mesh teaches where points of a face lie: it needs a head that learns points, crops of faces, and crops that are cached with ${smallestTaughtPx} pixels or more. Choose those, or leave the teacher out.`
      : 'Labels give way to what a teacher tells of a face, and this run has none. Give the teacher a weight, or leave out whose labels it softens.',
  );
}

function requireClasses(id: string, { attributes }: Template): void {
  const attribute = attributes.find((known) => known.id === id);
  if (attribute && hasClasses(attribute)) return;
  const possible = attributes.filter(hasClasses).map((known) => known.id);
  const instead =
    possible.length > 0 ? `It can soften labels of ${possible.join(', ')}.` : 'Leave it out: there is none.';
  if (!attribute) {
    fail(
      'unknown-attribute',
      `There is no attribute “${id}” whose labels a teacher could soften. ${instead}`,
      {
        attribute: id,
      },
    );
  }
  fail(
    'bad-teacher',
    `A teacher softens labels that are one of a few values, and “${id}” has others. ${instead}`,
    { attribute: id },
  );
}
