import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';

const root = resolve(import.meta.dirname, '../..');

export interface Ended {
  readonly exitCode: number | null;
  readonly out: string;
  readonly errors: string;
}

/** The real command as a person runs it, still running. */
export class RunningFacet {
  private constructor(
    private readonly child: ChildProcess,
    readonly ended: Promise<Ended>,
  ) {}

  static start(words: readonly string[], cacheFolder: string): RunningFacet {
    const child = spawn(process.execPath, [join(root, 'scripts/facet.mjs'), ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, FACET_CACHE: cacheFolder },
    });
    const ended = Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
    return new RunningFacet(
      child,
      ended.then(([[exitCode], out, errors]) => ({ exitCode: exitCode as number | null, out, errors })),
    );
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }
}

/** What `--json` prints. */
export function lastLine({ out }: Ended): Record<string, unknown> {
  return JSON.parse(out.trim().split('\n').at(-1)!) as Record<string, unknown>;
}
