import type { Template } from '@shared/domain/template';
import type { RunConfiguration, TeacherConfiguration } from '@shared/learning/configuration';
import { canBeTaught, smallestTaughtPx } from '@shared/learning/teacher';
import { fail } from '@shared/result';
import { requireClasses } from './requireClasses';

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
  for (const attribute of wishes.softens ?? []) requireClasses(attribute, template, softening);
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

const softening = {
  code: 'bad-teacher',
  unknown: 'whose labels a teacher could soften',
  unfit: 'A teacher softens labels that are one of a few values',
  fit: 'It can soften labels of',
} as const;
