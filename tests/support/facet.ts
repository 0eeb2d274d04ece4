import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

export interface Ended {
  readonly exitCode: number | null;
  readonly out: string;
  readonly errors: string;
}

export interface FacetOptions {
  readonly environment?: NodeJS.ProcessEnv;
  /** A signal that is sent as soon as standard error holds the text. */
  readonly signal?: { readonly name: NodeJS.Signals; readonly after: string };
}

/** The real command, as a person runs it. */
export async function facet(words: readonly string[], options: FacetOptions = {}): Promise<Ended> {
  const { environment = {}, signal } = options;
  const child = spawn(process.execPath, [join(root, 'scripts/facet.mjs'), ...words], {
    env: { ...process.env, ...environment },
  });
  let out = '';
  let errors = '';
  let signalled = false;
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
    if (!signal || signalled || !errors.includes(signal.after)) return;
    signalled = true;
    child.kill(signal.name);
  });
  const exitCode = await new Promise<number | null>((done) => child.on('close', done));
  return { exitCode, out, errors };
}

/** What `--json` promises: an object as the last line of standard output. */
export function lastLine({ out }: Ended): Record<string, unknown> {
  return JSON.parse(out.trim().split('\n').at(-1)!) as Record<string, unknown>;
}
