import { cp, mkdir, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fail } from '@shared/result';
import type { JobContext } from '../../jobs/context';
import type { Machine } from '../machine';
import { nodeHeadersFolder } from '../nodeHeaders';
import { lastLines, runProgram } from '../runProgram';
import { bindingPackage } from './state';

/** Node-API version of the binding: every Node from 12.22 on has it, so one build serves them all. */
const NAPI_BUILD_VERSION = 8;

/** Where the binding is after `buildBinding`, relative to the folder. Its library search path counts on this depth. */
export const BINDING_PATH = `lib/napi-v${NAPI_BUILD_VERSION}/tfjs_binding.node`;
export const LIBRARY_FOLDER = 'deps/lib';

const LIBRARIES: Readonly<Record<string, readonly string[]>> = {
  linux: ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'],
  darwin: ['libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib'],
};

/** The names under which the binding's build looks for the libraries; they also serve on macOS, at load. */
const LINK_NAMES: Readonly<Record<string, string>> = {
  'libtensorflow_cc.so.2': 'libtensorflow.so',
  'libtensorflow_framework.so.2': 'libtensorflow_framework.so',
  'libtensorflow_cc.2.dylib': 'libtensorflow.2.dylib',
};

/** The few headers that the binding includes, and those that they include. */
const HEADERS =
  /^tensorflow\/(include\/(?:tensorflow\/c|tensorflow\/core\/platform|tsl\/platform|xla\/tsl\/c)\/.+\.h)$/;

/** TensorFlow's wheel: libraries and headers to where the binding's build expects them. */
export function placeTensorFlow(entryPath: string): string | null {
  const header = HEADERS.exec(entryPath)?.[1];
  if (header !== undefined) return `deps/${header}`;
  const library = libraryNames().find((name) => entryPath === `tensorflow/${name}`);
  return library === undefined ? null : `${LIBRARY_FOLDER}/${library}`;
}

/** NVIDIA's wheels: libraries, the PTX assembler and its bitcode, beside TensorFlow's as Python would lay them. */
export function placeNvidia(entryPath: string): string | null {
  return /^nvidia\/[^/]+\/(?:lib|bin|nvvm)\/.+/.test(entryPath) && !entryPath.endsWith('.py')
    ? `deps/${entryPath}`
    : null;
}

export function libraryNames(): readonly string[] {
  return LIBRARIES[process.platform] ?? [];
}

/**
 * Builds tfjs-node's binding in `folder`, where the wheel was unpacked, with node-gyp. The sources are copied
 * there: node_modules stays as installed. Fails with `build-failed` and the compiler's last lines.
 */
export async function buildBinding(
  folder: string,
  machine: Machine,
  context: JobContext,
  log: (text: string) => void,
): Promise<void> {
  context.progress({ phase: 'building the TensorFlow binding', done: 0, total: 1 });
  const headers = nodeHeadersFolder();
  if (headers === null) {
    fail(
      'headers-missing',
      `no folder with Node's headers was found (include/node) beside ${process.execPath}`,
    );
  }
  const source = bindingPackage().folder;
  await cp(join(source, 'binding'), join(folder, 'binding'), { recursive: true });
  for (const file of ['binding.gyp', 'package.json']) await cp(join(source, file), join(folder, file));
  await linkLibraries(folder);
  const modulePath = join(folder, dirname(BINDING_PATH));
  await mkdir(modulePath, { recursive: true });
  const nodeGyp = createRequire(import.meta.url).resolve('node-gyp/bin/node-gyp.js');
  const parameters = [
    ...[nodeGyp, 'rebuild', '--jobs=max', `--directory=${folder}`, `--nodedir=${headers}`],
    ...['--module_name=tfjs_binding', `--module_path=${modulePath}`],
    ...[`--napi_version=${process.versions.napi}`, `--napi_build_version=${NAPI_BUILD_VERSION}`],
  ];
  log(`\n$ ${[process.execPath, ...parameters].join(' ')}\n`);
  const end = await runProgram(process.execPath, parameters, {
    folder,
    environment: buildEnvironment(machine),
    signal: context.signal,
    onOutput: log,
  });
  if (end.exitCode !== 0) {
    fail('build-failed', `the TensorFlow binding did not build: ${reasonOf(end.output)}`);
  }
  // Only the module itself is needed from here on.
  for (const name of ['build', 'binding']) await rm(join(folder, name), { recursive: true, force: true });
  context.progress({ phase: 'building the TensorFlow binding', done: 1, total: 1 });
}

export interface LoadedBinding {
  /** As the library tells it. */
  readonly version: string;
  readonly usesGpu: boolean;
}

/**
 * Puts a binding that was built elsewhere for this system where `buildBinding` would leave its own: neither headers
 * nor a compiler are needed.
 */
export async function placeBinding(folder: string, shippedFile: string): Promise<void> {
  await mkdir(join(folder, dirname(BINDING_PATH)), { recursive: true });
  await cp(shippedFile, join(folder, BINDING_PATH));
  await linkLibraries(folder);
}

/** The names under which the binding, or its build, looks for the libraries. */
async function linkLibraries(folder: string): Promise<void> {
  for (const name of libraryNames()) {
    const linkName = LINK_NAMES[name];
    if (linkName !== undefined) await symlink(name, join(folder, LIBRARY_FOLDER, linkName));
  }
}

function buildEnvironment(machine: Machine): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(process.env)) {
    // npm's own settings would be read as node-gyp's.
    if (!name.toLowerCase().startsWith('npm_')) environment[name] = value;
  }
  if (machine.compiler !== null && environment.CXX === undefined) {
    environment.CXX = machine.compiler;
    if (basename(machine.compiler) === 'clang++') environment.CC ??= 'clang';
  }
  if (process.platform === 'darwin') {
    environment.LDFLAGS =
      `${environment.LDFLAGS ?? ''} -Wl,-rpath,@loader_path/../../${LIBRARY_FOLDER}`.trim();
  }
  return environment;
}

/** The compiler's first error where there is one; what follows it is usually its consequence. */
function reasonOf(output: string): string {
  const error = output
    .split('\n')
    .find((line) => /\berror\b[: ]/i.test(line) && !/gyp (info|verb)/.test(line));
  return error?.trim() ?? lastLines(output, 2);
}
