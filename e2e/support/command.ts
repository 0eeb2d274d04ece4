import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** The real command, with a memory (recent projects, logins) of its own. */
export function facet(
  state: string,
  words: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [resolve(root, 'scripts/facet.mjs'), ...words], {
    env: { ...process.env, FACET_STATE: state, ...environment },
  });
}

/** Runs it to its end, and answers its standard output; throws with what it said when it fails. */
export async function run(state: string, words: readonly string[]): Promise<string> {
  const child = facet(state, words);
  let said = '';
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    said += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const exitCode = await new Promise<number | null>((done) => child.on('close', done));
  if (exitCode !== 0) throw new Error(`facet ${words.join(' ')} ended with ${exitCode}:\n${said}`);
  return out;
}
