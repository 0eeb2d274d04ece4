import { drawProject } from './drawnProject';

/** Builds what is stale (the command does), and draws the faces. Answers what clears them away. */
export default async function globalSetup(): Promise<() => void> {
  return drawProject();
}
