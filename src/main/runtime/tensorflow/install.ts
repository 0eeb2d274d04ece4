import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ExpectedError, fail } from '@shared/result';
import type { JobContext } from '../../jobs/context';
import type { Machine } from '../machine';
import { forkProcess, type StartProcess } from '../processLine';
import {
  BINDING_PATH,
  buildBinding,
  libraryNames,
  LIBRARY_FOLDER,
  placeBinding,
  placeNvidia,
  placeTensorFlow,
} from './build';
import type { TensorFlowWheels } from './choose';
import { downloadWheels, type DownloadedWheels } from './download';
import { fetchWheel } from './fetchWheel';
import { DOWNLOADS_NAME, installationFolder, leftovers, MANIFEST_NAME, type Manifest } from './state';
import { tensorFlowFolder } from './folder';
import { loadBinding, type LoadedBinding } from './loadBinding';
import { readShipped, type Shipped } from './shipped';
import { requireSource, type WheelSource } from './source';
import { unpackWheel, type UnpackedFile } from './unpack';

/** What each setup writes down, for whom its one-line failure does not tell enough. */
export function setupLogFile(cacheFolder: string): string {
  return join(tensorFlowFolder(cacheFolder), 'setup.log');
}

/** What a setup works with besides the machine. */
export interface SetupMeans {
  readonly shipped: Shipped;
  readonly startProcess: StartProcess;
}

const plainMeans: SetupMeans = { shipped: readShipped(null, {}), startProcess: forkProcess };

/**
 * Downloads, unpacks, builds (or takes the binding that came with the application) and proves one TensorFlow, then
 * renames it into place: a reader sees all of it or nothing. The caller holds the lock. Throws `ExpectedError`s that name the step.
 */
export async function installTensorFlow(
  choice: TensorFlowWheels,
  machine: Machine,
  cacheFolder: string,
  context: JobContext,
  { shipped, startProcess }: SetupMeans = plainMeans,
): Promise<void> {
  const source = requireSource(choice, machine, shipped);
  const folder = tensorFlowFolder(cacheFolder);
  await mkdir(folder, { recursive: true });
  for (const leftover of leftovers(cacheFolder)) await rm(leftover, { recursive: true, force: true });
  const logStream = createWriteStream(setupLogFile(cacheFolder));
  const log = (text: string) => void logStream.write(text);
  log(`${new Date().toISOString()}\n${JSON.stringify({ machine, choice }, null, 2)}\n`);
  const downloads = join(folder, DOWNLOADS_NAME);
  const staging = join(folder, `staging-${process.pid}`);
  try {
    const wheels = await fetchWheels(choice, source, downloads, context, log);
    const unpacked = await unpackAll(wheels, staging, context);
    if (shipped.bindingFile !== null) await placeBinding(staging, shipped.bindingFile);
    else await buildBinding(staging, machine, context, log);
    const libraryPaths = nvidiaLibraryFolders(unpacked);
    const absolutePaths = libraryPaths.map((path) => join(staging, path));
    const binding = join(staging, BINDING_PATH);
    const loaded = await loadBinding(binding, absolutePaths, context, log, startProcess);
    requireExpected(loaded, choice, machine);
    await writeManifest(staging, choice, unpacked, libraryPaths);
    const final = installationFolder(cacheFolder, choice.variant);
    await rm(final, { recursive: true, force: true });
    await rename(staging, final);
    await rm(downloads, { recursive: true, force: true });
    log(`\ninstalled: ${final}\n`);
  } catch (error) {
    log(`\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    throw asExpected(error);
  } finally {
    await rm(staging, { recursive: true, force: true });
    await new Promise((resolve) => logStream.end(resolve));
  }
}

async function fetchWheels(
  choice: TensorFlowWheels,
  source: WheelSource,
  downloads: string,
  context: JobContext,
  log: (text: string) => void,
): Promise<DownloadedWheels> {
  if (source.by === 'pip') return downloadWheels(choice, source.pip, downloads, context, log);
  const tensorflow = await fetchWheel(choice.tensorflow, source.address, downloads, context, log);
  return { tensorflow, nvidia: [] };
}

async function unpackAll(
  wheels: DownloadedWheels,
  staging: string,
  context: JobContext,
): Promise<UnpackedFile[]> {
  const parts = [{ wheel: wheels.tensorflow, place: placeTensorFlow }].concat(
    wheels.nvidia.map((wheel) => ({ wheel, place: placeNvidia })),
  );
  const files: UnpackedFile[] = [];
  for (const { wheel, place } of parts) {
    try {
      files.push(...(await unpackWheel(wheel, staging, place, context)));
    } catch (error) {
      // Else the next attempt would meet the same file again.
      if (error instanceof ExpectedError) await rm(wheel, { force: true });
      throw error;
    }
  }
  for (const name of libraryNames()) {
    if (files.some((file) => file.path === `${LIBRARY_FOLDER}/${name}`)) continue;
    fail('wheel-content', `TensorFlow's wheel for this platform has no ${name}`);
  }
  return files;
}

/** TensorFlow falls back to the processor in silence when it does not find or like a CUDA library. */
function requireExpected(loaded: LoadedBinding, choice: TensorFlowWheels, machine: Machine): void {
  if (loaded.version !== choice.version) {
    fail('load-failed', `the TensorFlow library says it is ${loaded.version}, not ${choice.version}`);
  }
  if (choice.variant === 'cuda' && machine.gpus.length > 0 && !loaded.usesGpu) {
    fail('gpu-unused', "TensorFlow's CUDA build loads here but does not find the GPU usable");
  }
}

function nvidiaLibraryFolders(files: readonly UnpackedFile[]): string[] {
  const folders = files
    .map((file) => /^deps\/nvidia\/[^/]+\/lib(?=\/)/.exec(file.path)?.[0])
    .filter((folder) => folder !== undefined);
  return [...new Set(folders)];
}

async function writeManifest(
  staging: string,
  choice: TensorFlowWheels,
  unpacked: readonly UnpackedFile[],
  libraryPaths: readonly string[],
): Promise<void> {
  const binding = join(staging, BINDING_PATH);
  const libraries = unpacked.filter((file) => !file.path.endsWith('.h'));
  const manifest: Manifest = {
    version: choice.version,
    variant: choice.variant,
    bindingFile: BINDING_PATH,
    libraryPaths: [...libraryPaths],
    files: [...libraries, { path: relative(staging, binding), bytes: (await stat(binding)).size }],
  };
  await writeFile(join(staging, MANIFEST_NAME), JSON.stringify(manifest, null, 2));
}

function asExpected(error: unknown): unknown {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')) {
    const message = 'the disk filled up while TensorFlow was set up';
    return new ExpectedError({ code: 'disk-full', message }, { cause: error });
  }
  return error;
}
