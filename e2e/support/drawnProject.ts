import { appendFileSync, cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './command';

/** Faces of the project that tests copy: 48 for training, 12 for testing. */
export const faceCount = 60;

export interface DrawnProject {
  readonly folder: string;
  /** MTFL's layout, with pictures. */
  readonly faces: string;
  readonly project: string;
}

/** Draws faces and imports them, in a new folder that the caller clears away. */
export async function drawProject(): Promise<DrawnProject> {
  const folder = mkdtempSync(join(tmpdir(), 'facet-e2e-drawn-'));
  const [faces, project, state] = ['faces', 'project', 'state'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  mkdirSync(state);
  const set = ['--count', String(faceCount), '--testing', '12', '--seed', '5'];
  await run(state, ['draw', '--output', faces, ...set]);
  await run(state, ['import', faces, '--project', project]);
  return { folder, faces, project };
}

/** Trains a run named `quick` on a copy of the project, three steps long: what it says is rarely right. */
export async function trainProject(drawn: DrawnProject): Promise<string> {
  const project = join(drawn.folder, 'trained');
  cpSync(drawn.project, project, { recursive: true });
  const words = ['--preset', 'studio', '--steps', '3', '--name', 'quick'];
  await run(join(drawn.folder, 'state'), ['train', '--project', project, ...words]);
  appendFileSync(join(project, 'runs', '1', 'events.jsonl'), comparedGradients());
  return project;
}

/** What a longer run writes down now and then: how its heads' gradients agree. Three steps are too few for it. */
function comparedGradients(): string {
  const heads = ['landmarks', 'gender', 'smile', 'glasses', 'pose'];
  const lines = [1, 2, 3].map((globalStep) => ({
    type: 'gradients',
    globalStep,
    heads,
    norms: heads.map((_, head) => 8 / (head + globalStep)),
    cosines: heads.map((_, row) =>
      heads.map((__, column) => (row === column ? 1 : Math.cos((row + column) * globalStep))),
    ),
  }));
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** Evaluates it on its test faces, in a copy. */
export async function evaluateProject(drawn: DrawnProject, trained: string): Promise<string> {
  const project = join(drawn.folder, 'evaluated');
  cpSync(trained, project, { recursive: true });
  await run(join(drawn.folder, 'state'), ['evaluate', '--project', project, '--run', 'quick']);
  return project;
}
