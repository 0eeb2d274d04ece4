import type { Head } from './head';

/** Whether its answers are places in the crop: they move as the crop does. */
export function predictsPlaces({ configuration }: Head): boolean {
  return configuration.target.from === 'landmarks';
}

/** The head by whose points a face is turned upright: the first that predicts two or more; null without one. */
export function aligningHead(heads: readonly Head[]): Head | null {
  return heads.find((head) => predictsPlaces(head) && head.logitsWidth >= 4) ?? null;
}
