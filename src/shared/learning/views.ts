import type { HeadConfiguration, ViewsConfiguration } from './configuration';

/** The ways to look at a face, each as a word for the terminal and the window. */
export const viewChoices = ['one', 'mirrored', 'realigned', 'both'] as const;
export type ViewChoice = (typeof viewChoices)[number];

export function viewsOf(choice: ViewChoice): ViewsConfiguration {
  return {
    mirrored: choice === 'mirrored' || choice === 'both',
    realigned: choice === 'realigned' || choice === 'both',
  };
}

/** The word for a run's views; one where it has none. */
export function viewChoiceOf(views: ViewsConfiguration | undefined): ViewChoice {
  return viewChoices.find((choice) => isSame(viewsOf(choice), views)) ?? 'one';
}

function isSame(one: ViewsConfiguration, other: ViewsConfiguration | undefined): boolean {
  return one.mirrored === other?.mirrored && one.realigned === other.realigned;
}

/**
 * How often a face is looked at again as its points say: the first time straightens it, the second one takes away what the
 * first was off, which is much for turned faces.
 */
export const realignments = 2;

/** Whether a head's answers are places in the crop: they move as the crop does. */
export function predictsPlaces({ target }: HeadConfiguration): boolean {
  return target.from === 'landmarks';
}

/** Whether a head says how a face is turned: by two points or more. */
export function saysTurn({ target }: HeadConfiguration): boolean {
  return target.from === 'landmarks' && target.points.length >= 2;
}

/** Whether one of the heads does. */
export function canRealign(heads: readonly HeadConfiguration[]): boolean {
  return heads.some(saysTurn);
}
