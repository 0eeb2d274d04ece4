import { cpus, totalmem } from 'node:os';
import type { DoctorReport, MachineFact } from '@shared/contract/reports';
import { failureOf } from '@shared/result';
import { userCacheFolder } from './cacheFolder';
import { folderBytes } from './folderBytes';
import { examineMachine, type Machine } from './machine';
import { chooseTensorFlow, type TensorFlowChoice } from './tensorflow/choose';
import { rememberedFailure } from './tensorflow/failures';
import { setupLogFile } from './tensorflow/install';
import { installedTensorFlow, type InstalledTensorFlow } from './tensorflow/state';
import { tensorFlowWish, wantedVariants } from './tensorflow/wish';

/** What the machine has, and which TensorFlow was chosen for it and why. Changes nothing. */
export async function examine(
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Pick<DoctorReport, 'facts' | 'tensorflow'>> {
  const cacheFolder = userCacheFolder(environment);
  const [machine, images, cacheBytes] = await Promise.all([
    examineMachine(cacheFolder, environment),
    imageLibrary(),
    folderBytes(cacheFolder),
  ]);
  const wish = tensorFlowWish(environment);
  const choice: TensorFlowChoice =
    wish === 'off'
      ? { kind: 'none', reason: 'FACET_TENSORFLOW=off asks for it', remedy: 'Unset it to use TensorFlow.' }
      : chooseTensorFlow(machine, wish);
  const installed = installedTensorFlow(cacheFolder, wantedVariants(environment));
  const facts: MachineFact[] = [
    {
      name: 'Node',
      value: `${machine.node.version} (Node-API ${machine.node.napi}), ${machine.node.executable}`,
    },
    { name: 'system', value: describeSystem(machine) },
    { name: 'processor', value: describeProcessor() },
    { name: 'GPU', value: describeGpus(machine) },
    { name: 'TensorFlow', value: installed === null ? 'not installed' : nameOf(installed) },
    { name: 'TensorFlow chosen', value: describeChoice(choice) },
    {
      name: 'pip',
      value: machine.pip ? `${machine.pip.version}, ${machine.pip.command.join(' ')}` : 'not found',
    },
    { name: 'compiler', value: `${machine.compiler ?? 'no C++ compiler'}, ${machine.make ?? 'no make'}` },
    { name: 'images', value: images },
    { name: 'SQLite', value: process.versions.sqlite ?? 'not in this Node' },
    { name: 'cache', value: `${gigabytes(cacheBytes)} in ${cacheFolder}` },
    { name: 'disk', value: `${gigabytes(machine.freeDiskBytes)} free for the cache` },
  ];
  return { facts, tensorflow: summarize(installed, choice, cacheFolder) };
}

function summarize(
  installed: InstalledTensorFlow | null,
  choice: TensorFlowChoice,
  cacheFolder: string,
): DoctorReport['tensorflow'] {
  if (installed !== null) {
    const notice = installed.notice === null ? '' : ` ${installed.notice}`;
    return { installed: true, summary: `${nameOf(installed)} is used, from ${installed.folder}.${notice}` };
  }
  if (choice.kind === 'none')
    return { installed: false, summary: `TensorFlow is not used: ${choice.reason}. ${choice.remedy}` };
  const remembered = rememberedFailure(cacheFolder, choice.variant);
  const summary =
    remembered?.failure.message ??
    `TensorFlow is not set up yet: \`facet doctor --prepare\` does it (log: ${setupLogFile(cacheFolder)}).`;
  return { installed: false, summary };
}

function describeSystem(machine: Machine): string {
  const library = machine.glibc === null ? '' : `, glibc ${machine.glibc}`;
  return `${machine.platform} ${machine.architecture}${library}`;
}

function describeProcessor(): string {
  const cores = cpus();
  return `${cores[0]?.model.trim() ?? 'unknown'}, ${cores.length} threads, ${gigabytes(totalmem())} memory`;
}

function describeGpus(machine: Machine): string {
  if (machine.gpus.length === 0) return 'no NVIDIA GPU with a driver';
  return machine.gpus
    .map(
      (gpu) =>
        `${gpu.name}, driver ${gpu.driver}, compute capability ${gpu.computeCapability ?? 'unknown'}, ${gpu.memoryMegabytes ?? '?'} MB`,
    )
    .join('; ');
}

function nameOf({ version, variant }: InstalledTensorFlow): string {
  return `TensorFlow ${version} (${variant === 'cuda' ? 'CUDA' : 'CPU'})`;
}

function describeChoice(choice: TensorFlowChoice): string {
  if (choice.kind === 'none') return `none: ${choice.reason}`;
  const nvidia = choice.nvidia.length === 0 ? '' : ` with ${choice.nvidia.length} NVIDIA wheels`;
  return `${choice.tensorflow.file ?? choice.tensorflow.requirement}${nvidia}: ${choice.reason}`;
}

async function imageLibrary(): Promise<string> {
  try {
    const { default: sharp } = await import('sharp');
    return `sharp ${sharp.versions.sharp}, libvips ${sharp.versions.vips}`;
  } catch (error) {
    return `sharp does not load: ${failureOf(error).message}`;
  }
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
