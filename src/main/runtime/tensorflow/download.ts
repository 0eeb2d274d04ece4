import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '@shared/result';
import type { JobContext } from '../../jobs/context';
import { folderBytes } from '../folderBytes';
import { lastLines, runProgram } from '../runProgram';
import type { TensorFlowWheels, Wheel } from './choose';
import { verifyWheel } from './verify';

/** pip's settings that find an unreachable index quickly and still ride out a hiccup. */
const NETWORK_PARAMETERS = ['--retries', '2', '--timeout', '30'];
const POLL_MS = 500;

export interface DownloadedWheels {
  readonly tensorflow: string;
  readonly nvidia: readonly string[];
}

/**
 * Fetches the chosen wheels into `folder` with pip, which knows the user's index, mirror, proxy and certificates;
 * a wheel already there and whole is kept. Fails with `download-failed`, `wheel-size` or `wheel-hash`.
 */
export async function downloadWheels(
  choice: TensorFlowWheels,
  pip: readonly string[],
  folder: string,
  context: JobContext,
  log: (text: string) => void,
): Promise<DownloadedWheels> {
  await mkdir(folder, { recursive: true });
  const tensorflow = await downloadTensorFlow(choice.tensorflow, pip, folder, context, log);
  const nvidiaFolder = join(folder, 'nvidia');
  const nvidia = await downloadNvidia(choice.nvidia, pip, nvidiaFolder, context, log);
  return { tensorflow, nvidia };
}

async function downloadTensorFlow(
  wheel: Wheel,
  pip: readonly string[],
  folder: string,
  context: JobContext,
  log: (text: string) => void,
): Promise<string> {
  const path = join(folder, wheel.file ?? '');
  if (wheel.file !== null && !existsSync(path)) {
    const total = wheel.sha256 === null ? null : wheel.bytes.most;
    await runPip(pip, ['--no-deps', wheel.requirement], wheel, folder, total, context, log);
  }
  if (wheel.file === null || !existsSync(path)) {
    fail('download-failed', `pip did not leave ${wheel.file ?? wheel.requirement} where it was asked to`);
  }
  await verifyWheel(path, wheel);
  return path;
}

/** All in one call, so that pip chooses versions that fit together. */
async function downloadNvidia(
  wheels: readonly Wheel[],
  pip: readonly string[],
  folder: string,
  context: JobContext,
  log: (text: string) => void,
): Promise<readonly string[]> {
  const [first] = wheels;
  if (first === undefined) return [];
  // Versions of an earlier, broken attempt would lie beside the new ones.
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const requirements = wheels.map((wheel) => wheel.requirement);
  await runPip(pip, requirements, first, folder, null, context, log);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.whl'));
  const paths = names.map((name) => join(folder, name));
  for (const path of paths) await verifyWheel(path, first);
  return paths;
}

async function runPip(
  pip: readonly string[],
  requirements: readonly string[],
  wheel: Wheel,
  folder: string,
  totalBytes: number | null,
  context: JobContext,
  log: (text: string) => void,
): Promise<void> {
  const temporary = join(folder, 'temporary');
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  const parameters = [
    'download',
    ...['--dest', folder, '--no-cache-dir', '--progress-bar', 'off', '--no-input', ...NETWORK_PARAMETERS],
    ...['--disable-pip-version-check', '--only-binary=:all:'],
    ...['--python-version', '311', '--implementation', 'cp', '--abi', 'cp311'],
    ...wheel.platformTags.flatMap((tag) => ['--platform', tag]),
    ...requirements,
  ];
  log(`\n$ ${[...pip, ...parameters].join(' ')}\n`);
  // pip's progress has no form that all its versions know, but its temporary files grow where it is told to.
  const report = async () => {
    const bytes = await folderBytes(folder);
    context.progress({
      phase: 'downloading TensorFlow (MB)',
      done: Math.round(bytes / 1e6),
      total: totalBytes === null ? null : Math.round(totalBytes / 1e6),
    });
  };
  const timer = setInterval(() => void report(), POLL_MS);
  try {
    const end = await runProgram(pip[0]!, [...pip.slice(1), ...parameters], {
      environment: { ...process.env, TMPDIR: temporary },
      signal: context.signal,
      onOutput: log,
    });
    if (end.exitCode !== 0) fail('download-failed', reasonOf(end.output, requirements));
    await report();
  } finally {
    clearInterval(timer);
    await rm(temporary, { recursive: true, force: true });
  }
}

function reasonOf(output: string, requirements: readonly string[]): string {
  const what = requirements.length === 1 ? requirements[0]! : "NVIDIA's CUDA libraries";
  if (/No space left|Errno 28/i.test(output)) return `the disk filled up while pip downloaded ${what}`;
  if (
    /NewConnectionError|ConnectTimeout|name resolution|ProxyError|getaddrinfo|ConnectionError/i.test(output)
  ) {
    return `pip could not reach its package index to download ${what}`;
  }
  return `pip could not download ${what}: ${lastLines(output, 1)}`;
}
