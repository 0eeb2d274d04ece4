import { spawn } from 'node:child_process';

export interface ProgramOptions {
  readonly folder?: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** Ends the program and all that it started. */
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  /** Everything it prints, on either stream, as it comes. */
  readonly onOutput?: (text: string) => void;
}

export interface ProgramEnd {
  /** Null when a signal ended it, or when it could not be started. */
  readonly exitCode: number | null;
  /** What it printed to its standard output, its last megabyte. */
  readonly stdout: string;
  /** Both streams in the order they came, the last 64 KiB; the reason when it could not be started. */
  readonly output: string;
}

const STDOUT_CHARACTERS = 1 << 20;
const OUTPUT_CHARACTERS = 1 << 16;

/** Runs a program to its end, whatever that is; rejects only when `signal` aborts. */
export function runProgram(
  file: string,
  parameters: readonly string[],
  options: ProgramOptions = {},
): Promise<ProgramEnd> {
  options.signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const grouped = process.platform !== 'win32';
    const child = spawn(file, parameters, {
      cwd: options.folder,
      env: options.environment ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: stopping `make` must stop its compilers too.
      detached: grouped,
    });
    let stdout = '';
    let output = '';
    const stop = () => {
      if (child.pid === undefined) return;
      try {
        if (grouped) process.kill(-child.pid, 'SIGKILL');
        else child.kill('SIGKILL');
      } catch {
        // It ended by itself meanwhile.
      }
    };
    const timer = options.timeoutMs === undefined ? undefined : setTimeout(stop, options.timeoutMs);
    options.signal?.addEventListener('abort', stop, { once: true });
    const collect = (text: string) => {
      output = (output + text).slice(-OUTPUT_CHARACTERS);
      options.onOutput?.(text);
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout = (stdout + text).slice(-STDOUT_CHARACTERS);
      collect(text);
    });
    child.stderr.setEncoding('utf8').on('data', collect);
    const end = (exitCode: number | null) => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', stop);
      if (options.signal?.aborted) reject(options.signal.reason);
      else resolve({ exitCode, stdout, output });
    };
    child.on('error', (error) => {
      collect(`${error.message}\n`);
      end(null);
    });
    child.on('close', (exitCode) => end(exitCode));
  });
}

/** The last lines that say something, for a message of one line. */
export function lastLines(output: string, count: number): string {
  const lines = output.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '')
    .slice(-count)
    .join(' | ');
}
