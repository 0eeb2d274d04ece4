import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { existsSync } from 'node:fs';
import { findProgram } from './findProgram';
import { parseNvidiaSmi, type NvidiaGpu } from './nvidia';
import { runProgram } from './runProgram';

/** What decides which TensorFlow fits, and whether it can be set up. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  /** `x64`, `arm64`, as Node names it. */
  readonly architecture: string;
  /** The version of glibc; null on other systems and other C libraries. */
  readonly glibc: string | null;
  readonly node: {
    readonly version: string;
    readonly napi: string;
    readonly executable: string;
    /** Whether that program is Node itself, and not an application that has Node inside. */
    readonly isNode: boolean;
  };
  readonly gpus: readonly NvidiaGpu[];
  /** The command that runs pip, as program and first parameters. */
  readonly pip: { readonly command: readonly string[]; readonly version: string } | null;
  readonly python: string | null;
  readonly compiler: string | null;
  readonly make: string | null;
  /** Free for this user on the disk of the cache folder. */
  readonly freeDiskBytes: number;
}

const PROBE_TIMEOUT_MS = 20_000;

/** Looks at this machine; runs `nvidia-smi` and `pip --version`, so it takes up to a second. */
export async function examineMachine(
  cacheFolder: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Machine> {
  const [glibc, gpus, pip, freeDiskBytes] = await Promise.all([
    findGlibc(environment),
    findGpus(environment),
    findPip(environment),
    freeBytes(cacheFolder),
  ]);
  return {
    platform: process.platform,
    architecture: process.arch,
    glibc,
    node: {
      version: process.versions.node,
      napi: process.versions.napi ?? '',
      executable: process.execPath,
      isNode: !('electron' in process.versions),
    },
    gpus,
    pip,
    python: findProgram('python3', environment) ?? findProgram('python', environment),
    compiler: findCompiler(environment),
    make: findProgram(environment.MAKE || 'make', environment),
    freeDiskBytes,
  };
}

async function findGpus(environment: NodeJS.ProcessEnv): Promise<NvidiaGpu[]> {
  // Windows' Linux keeps its driver's tools off the PATH.
  const tool = findProgram('nvidia-smi', environment) ?? findProgram('/usr/lib/wsl/lib/nvidia-smi');
  if (tool === null) return [];
  const query = '--query-gpu=name,driver_version,compute_cap,memory.total';
  const end = await runProgram(tool, [query, '--format=csv,noheader,nounits'], {
    timeoutMs: PROBE_TIMEOUT_MS,
    environment,
  });
  return end.exitCode === 0 ? parseNvidiaSmi(end.stdout) : [];
}

async function findPip(environment: NodeJS.ProcessEnv): Promise<Machine['pip']> {
  for (const words of [['pip3'], ['pip'], ['python3', '-m', 'pip'], ['python', '-m', 'pip']]) {
    const program = findProgram(words[0]!, environment);
    if (program === null) continue;
    const command = [program, ...words.slice(1)];
    const end = await runProgram(program, [...command.slice(1), '--version'], {
      timeoutMs: PROBE_TIMEOUT_MS,
      environment,
    });
    const version = /^pip (\S+)/m.exec(end.stdout)?.[1];
    if (end.exitCode === 0 && version !== undefined) return { command, version };
  }
  return null;
}

function findCompiler(environment: NodeJS.ProcessEnv): string | null {
  const chosen = environment.CXX?.trim().split(/\s+/).at(-1);
  for (const name of [chosen, 'g++', 'clang++', 'c++']) {
    const program = name ? findProgram(name, environment) : null;
    if (program !== null) return program;
  }
  return null;
}

async function findGlibc(environment: NodeJS.ProcessEnv): Promise<string | null> {
  const tool = process.platform === 'linux' ? findProgram('getconf', environment) : null;
  if (tool === null) return null;
  const end = await runProgram(tool, ['GNU_LIBC_VERSION'], { timeoutMs: PROBE_TIMEOUT_MS, environment });
  return /^glibc (\S+)/.exec(end.stdout)?.[1] ?? null;
}

async function freeBytes(folder: string): Promise<number> {
  let existing = folder;
  while (!existsSync(existing) && dirname(existing) !== existing) existing = dirname(existing);
  const disk = await statfs(existing);
  return disk.bavail * disk.bsize;
}
