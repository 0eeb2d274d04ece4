import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startDesktop } from '../../../../../src/main/hosts/electron/desktop';
import type { WindowPlace } from '../../../../../src/main/hosts/electron/windowPlace';
import { createStudio, type Studio } from '../../../../../src/main/studio';
import { RecentProjects } from '../../../../../src/main/system/recentProjects';
import { temporaryFolder } from '../../../../support/temporaryFolder';
import { StandIn } from './standIn';

export interface StartedDesktop {
  readonly standIn: StandIn;
  readonly studio: Studio;
  /** What the window's memory was told. */
  readonly places: WindowPlace[];
}

/** The real desktop over the real studio, in a runtime that stands in. Needs a build. */
export async function startedDesktop(
  wishes: {
    readonly project?: string | null;
    readonly kept?: WindowPlace | null;
    readonly standIn?: StandIn;
  } = {},
): Promise<StartedDesktop> {
  const { standIn = new StandIn() } = wishes;
  const places: WindowPlace[] = [];
  let studio: Studio | null = null;
  onTestFinished(async () => studio?.close());
  await startDesktop(standIn.runtime, {
    createStudio: (host, surroundings) => (studio = createStudio(host, surroundings)),
    project: wishes.project ?? null,
    shippedFolder: null,
    recent: new RecentProjects(join(temporaryFolder(), 'recent.json')),
    memory: { read: () => wishes.kept ?? null, write: (place) => void places.push(place) },
  });
  return { standIn, studio: studio!, places };
}

/** Lets what was begun come to its end. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(setImmediate);
}
