import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './command';

/** Faces of the project that tests copy: 48 for training, 12 for testing. */
export const faceCount = 60;

export interface DrawnProject {
  /** MTFL's layout, with pictures. */
  readonly faces: string;
  readonly project: string;
}

const variable = 'FACET_E2E_DRAWN';

/** Draws faces and imports them, once for all tests; they find it through `drawnProject`. */
export async function drawProject(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'facet-e2e-drawn-'));
  const faces = join(folder, 'faces');
  const project = join(folder, 'project');
  mkdirSync(join(folder, 'state'));
  const state = join(folder, 'state');
  await run(state, ['draw', '--output', faces, '--count', String(faceCount), '--testing', '12', '--seed', '5']);
  await run(state, ['import', faces, '--project', project]);
  process.env[variable] = JSON.stringify({ faces, project } satisfies DrawnProject);
  return () => rmSync(folder, { recursive: true, force: true });
}

export function drawnProject(): DrawnProject {
  return JSON.parse(process.env[variable]!) as DrawnProject;
}
