/** The setup of TensorFlow from wheel to loaded binding, on small wheels: pip and the library are stand-ins. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { userCacheFolder } from '../../src/main/runtime/cacheFolder';
import { examineMachine, type Machine } from '../../src/main/runtime/machine';
import { forkProcess } from '../../src/main/runtime/processLine';
import { runProgram } from '../../src/main/runtime/runProgram';
import { libraryNames } from '../../src/main/runtime/tensorflow/build';
import type { TensorFlowWheels } from '../../src/main/runtime/tensorflow/choose';
import { ensureTensorFlow } from '../../src/main/runtime/tensorflow/ensure';
import { installTensorFlow, setupLogFile } from '../../src/main/runtime/tensorflow/install';
import { loadBinding } from '../../src/main/runtime/tensorflow/loadBinding';
import { shipTensorFlow } from '../../src/main/runtime/tensorflow/ship';
import { readShipped } from '../../src/main/runtime/tensorflow/shipped';
import { installedTensorFlow } from '../../src/main/runtime/tensorflow/state';
import { ArchiveServer } from '../support/archiveServer';
import { whenGrown } from '../support/growingFile';
import { writeProgram } from '../support/programs';
import { recordingContext } from '../support/recordingContext';
import { temporaryFolder } from '../support/temporaryFolder';
import { writeWheel } from '../support/wheels';

const real = installedTensorFlow(userCacheFolder(), ['cuda', 'cpu']);
/** Headers and the list of functions come from the TensorFlow that `npm test` has set up before. */
const cannotBuild = real === null || process.platform !== 'linux' || process.arch !== 'x64';
const FILE = 'example-2.21.0.whl';

/** Stands in for pip: says its version, and copies a wheel to where it is told to. */
function fakePip(folder: string, wheel: string | null, name = FILE): string {
  const copy =
    wheel === null ? 'echo "ERROR: No matching distribution" >&2; exit 1' : `cp ${wheel} "$dest/${name}"`;
  const script = [
    'if [ "$1" = --version ]; then echo "pip 99.0 from /nowhere (python 3.11)"; exit 0; fi',
    `echo called >> ${join(folder, 'calls')}`,
    'while [ $# -gt 0 ]; do if [ "$1" = --dest ]; then dest=$2; fi; shift; done',
    copy,
  ];
  return writeProgram(join(folder, 'bin'), 'pip3', script.join('\n'));
}

function choiceOf(wheel: string): TensorFlowWheels {
  const bytes = statSync(wheel).size;
  return {
    kind: 'wheels',
    version: '2.21.0',
    variant: 'cpu',
    tensorflow: {
      requirement: 'example==2.21.0',
      platformTags: ['any'],
      file: FILE,
      bytes: { least: bytes, most: bytes },
      sha256: createHash('sha256').update(readFileSync(wheel)).digest('hex'),
    },
    nvidia: [],
    neededDiskBytes: 1e6,
    reason: 'a test',
  };
}

/** This machine, with the stand-in for pip. */
async function machineWith(pip: string, cacheFolder: string): Promise<Machine> {
  const PATH = `${dirname(pip)}:${process.env.PATH ?? ''}`;
  const machine = await examineMachine(cacheFolder, { ...process.env, PATH });
  expect(machine.pip?.command).toEqual([pip]);
  return { ...machine, gpus: [] };
}

/** A library with every function that the binding wants, which answers 0 (no error, no devices), and its version. */
async function fakeLibrary(folder: string, compiler: string): Promise<Buffer> {
  const symbols = await runProgram('nm', ['--dynamic', '--undefined-only', real!.bindingFile]);
  const names = [...symbols.stdout.matchAll(/ U (TFE?_\w+)/g)].map((match) => match[1]!);
  const functions = names.map((name) =>
    name === 'TF_Version' ? 'const char* TF_Version() { return "2.21.0"; }' : `long ${name}() { return 0; }`,
  );
  writeFileSync(join(folder, 'library.cc'), `extern "C" {\n${functions.join('\n')}\n}`);
  const output = join(folder, 'library.so');
  // The real library's functions have a version, by which a binding that was built against it asks for them.
  const version = / U TF_\w+@+(\w+)/.exec(symbols.stdout)?.[1] ?? 'tensorflow';
  writeFileSync(join(folder, 'versions.map'), `${version} { global: *; };`);
  const parameters = ['-shared', '-fPIC', join(folder, 'library.cc'), '-o', output];
  const linking = [`-soname,${libraryNames()[0]}`, `--version-script,${join(folder, 'versions.map')}`];
  const end = await runProgram(compiler, [...parameters, ...linking.map((words) => `-Wl,${words}`)]);
  expect(end.output).toBe('');
  return readFileSync(output);
}

function realHeaders(): Record<string, Buffer> {
  const include = join(real!.folder, 'deps', 'include');
  const headers: Record<string, Buffer> = {};
  for (const entry of readdirSync(include, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    headers[`tensorflow/include/${path.slice(include.length + 1)}`] = readFileSync(path);
  }
  return headers;
}

describe.skipIf(cannotBuild)('installTensorFlow (needs the headers of an installed TensorFlow)', () => {
  it('builds a binding that loads, with NVIDIA’s libraries beside it', async () => {
    const folder = temporaryFolder();
    const cache = join(folder, 'cache');
    const wheel = join(folder, FILE);
    const machine = await machineWith(fakePip(folder, wheel), cache);
    const [library, framework] = libraryNames();
    const binary = await fakeLibrary(folder, machine.compiler!);
    await writeWheel(wheel, {
      ...realHeaders(),
      [`tensorflow/${library}`]: binary,
      [`tensorflow/${framework}`]: binary,
      'tensorflow/python/unwanted.py': 'raise SystemExit',
      'nvidia/cudnn/lib/libcudnn.so.9': 'stands in for cuDNN',
    });
    const choice = choiceOf(wheel);
    const nvidia = [{ ...choice.tensorflow, requirement: 'example-cudnn>=9', file: null }];
    const context = recordingContext();
    await installTensorFlow({ ...choice, variant: 'cuda', nvidia }, machine, cache, context);

    const installed = installedTensorFlow(cache, ['cuda'])!;
    expect(installed).toMatchObject({ version: '2.21.0', variant: 'cuda', notice: null });
    expect(installed.libraryPaths).toEqual([join(installed.folder, 'deps/nvidia/cudnn/lib')]);
    expect(readdirSync(installed.libraryPaths[0]!)).toEqual(['libcudnn.so.9']);
    const loaded = { version: '2.21.0', usesGpu: false };
    expect(await loadBinding(installed.bindingFile, [], context, () => undefined)).toEqual(loaded);
    const left = readdirSync(join(cache, 'tensorflow')).sort();
    expect(left).toEqual([basename(installed.folder), 'setup.log']);
    expect(existsSync(join(installed.folder, 'build'))).toBe(false);
    const phases = new Set(context.updates.map((update) => update.phase));
    expect([...phases]).toEqual([
      'downloading TensorFlow (MB)',
      'unpacking TensorFlow (MB)',
      'building the TensorFlow binding',
    ]);

    // A moved cache still loads: the binding finds its library by its own place.
    cpSync(installed.folder, join(folder, 'moved'), { recursive: true, verbatimSymlinks: true });
    const moved = join(folder, 'moved', 'lib', 'napi-v8', 'tfjs_binding.node');
    expect(await loadBinding(moved, [], context, () => undefined)).toEqual(loaded);

    // A repair leaves what loads, and does not leave what no longer does.
    const pip = dirname(fakePip(folder, null));
    const PATH = `${pip}:${process.env.PATH ?? ''}`;
    const environment = { ...process.env, PATH, FACET_TENSORFLOW: 'cuda', FACET_CACHE: cache };
    expect(await ensureTensorFlow(context, { environment, retry: true })).toEqual(installed);
    writeFileSync(installed.bindingFile, Buffer.alloc(statSync(installed.bindingFile).size));
    expect(await ensureTensorFlow(context, { environment, retry: true })).toMatchObject({
      kind: 'unavailable',
    });
    expect(installedTensorFlow(cache, ['cuda'])).toBeNull();
  });
});

describe.skipIf(cannotBuild)('a packaged application (needs an installed TensorFlow)', () => {
  it('fetches the wheel itself and places its own binding, with neither pip nor a compiler', async () => {
    const folder = temporaryFolder();
    const cache = join(folder, 'cache');
    const wheel = join(folder, FILE);
    const built = await examineMachine(cache);
    const binary = await fakeLibrary(folder, built.compiler!);
    const [library, framework] = libraryNames();
    await writeWheel(wheel, { [`tensorflow/${library}`]: binary, [`tensorflow/${framework}`]: binary });
    const bytes = readFileSync(wheel);
    const half = Math.floor(bytes.length / 2);
    const server = await ArchiveServer.start({ bytes, etag: '"wheel"' });
    onTestFinished(() => server.close());
    const shippedFolder = join(folder, 'resources');
    shipTensorFlow(shippedFolder, { address: server.address }, real);
    const means = { shipped: readShipped(shippedFolder, {}), startProcess: forkProcess };
    const machine: Machine = {
      ...built,
      gpus: [],
      pip: null,
      python: null,
      compiler: null,
      make: null,
      node: { ...built.node, isNode: false },
    };

    // The person stops half-way, and goes on another day.
    mkdirSync(join(cache, 'tensorflow', 'downloads'), { recursive: true });
    server.faults.push({ after: half, then: 'silence' });
    const stopped = recordingContext();
    const first = installTensorFlow(choiceOf(wheel), machine, cache, stopped, means);
    await whenGrown(join(cache, 'tensorflow', 'downloads', `${FILE}.part`), half);
    stopped.abort(new DOMException('stopped', 'AbortError'));
    await expect(first).rejects.toMatchObject({ name: 'AbortError' });
    expect(installedTensorFlow(cache, ['cpu'])).toBeNull();

    const context = recordingContext();
    await installTensorFlow(choiceOf(wheel), machine, cache, context, means);
    expect(server.range(1)).toBe(`bytes=${half}-`);
    const installed = installedTensorFlow(cache, ['cpu'])!;
    expect(await loadBinding(installed.bindingFile, [], context, () => undefined)).toEqual({
      version: '2.21.0',
      usesGpu: false,
    });
    expect([...new Set(context.updates.map(({ phase }) => phase))]).toEqual([
      'downloading TensorFlow (MB)',
      'unpacking TensorFlow (MB)',
    ]);
    expect(readdirSync(join(cache, 'tensorflow')).sort()).toEqual([basename(installed.folder), 'setup.log']);
  });
});

describe('installTensorFlow on bad ground', () => {
  it.skipIf(cannotBuild)('tells the compiler’s complaint and leaves nothing half-built', async () => {
    const folder = temporaryFolder();
    const cache = join(folder, 'cache');
    const wheel = join(folder, FILE);
    // Libraries without headers.
    await writeWheel(wheel, Object.fromEntries(libraryNames().map((name) => [`tensorflow/${name}`, name])));
    const machine = await machineWith(fakePip(folder, wheel), cache);
    const attempt = installTensorFlow(choiceOf(wheel), machine, cache, recordingContext());
    await expect(attempt).rejects.toThrow(/did not build: .*c_api\.h: No such file/);
    expect(installedTensorFlow(cache, ['cpu'])).toBeNull();
    // The whole wheel stays for the next attempt.
    expect(readdirSync(join(cache, 'tensorflow')).sort()).toEqual(['downloads', 'setup.log']);
    expect(readFileSync(setupLogFile(cache), 'utf8')).toContain('node-gyp');
  });

  it('refuses a wheel without the library', async () => {
    const folder = temporaryFolder();
    const cache = join(folder, 'cache');
    const wheel = join(folder, FILE);
    await writeWheel(wheel, { 'tensorflow/python/only.py': 'pass' });
    const machine = {
      ...(await machineWith(fakePip(folder, wheel), cache)),
      compiler: '/c++',
      make: '/make',
      python: '/p',
    };
    const attempt = installTensorFlow(choiceOf(wheel), machine, cache, recordingContext());
    await expect(attempt).rejects.toMatchObject({ code: 'wheel-content' });
  });

  it('names the missing tools, and a disk that is too small, before it downloads', async () => {
    const folder = temporaryFolder();
    const wheel = join(folder, FILE);
    await writeWheel(wheel, {});
    const machine = await machineWith(fakePip(folder, wheel), folder);
    const bare = { ...machine, compiler: null, make: null, python: '/python3' };
    const attempt = installTensorFlow(choiceOf(wheel), bare, folder, recordingContext());
    await expect(attempt).rejects.toThrow('a C++ compiler (g++ or clang++), make are not installed');
    const full = { ...machine, compiler: '/c++', make: '/make', python: '/python3', freeDiskBytes: 1000 };
    const second = installTensorFlow(choiceOf(wheel), full, folder, recordingContext());
    await expect(second).rejects.toMatchObject({ code: 'disk-full' });
    expect(existsSync(join(folder, 'calls'))).toBe(false);
  });
});

describe('ensureTensorFlow', () => {
  /** An environment whose pip is the stand-in; everything else is this machine's. */
  function environmentWith(folder: string): NodeJS.ProcessEnv {
    for (const tool of ['g++', 'make', 'python3']) writeProgram(join(folder, 'bin'), tool, 'exit 0');
    const PATH = `${join(folder, 'bin')}:${process.env.PATH ?? ''}`;
    return { ...process.env, PATH, FACET_TENSORFLOW: 'cpu', FACET_CACHE: join(folder, 'cache') };
  }
  const calls = (folder: string) => readFileSync(join(folder, 'calls'), 'utf8').split('\n').length - 1;

  it.runIf(process.platform === 'linux')(
    'remembers a failed download, and tries again when told to',
    async () => {
      const folder = temporaryFolder();
      fakePip(folder, null);
      const environment = environmentWith(folder);
      const first = await ensureTensorFlow(recordingContext(), { environment });
      expect(first).toMatchObject({ kind: 'unavailable', failure: { code: 'download-failed' } });
      expect(first.kind === 'unavailable' && first.failure.message.split('\n')).toHaveLength(1);
      expect(await ensureTensorFlow(recordingContext(), { environment })).toEqual(first);
      expect(calls(folder)).toBe(1);
      await ensureTensorFlow(recordingContext(), { environment, retry: true });
      expect(calls(folder)).toBe(2);
    },
  );

  it.runIf(process.platform === 'linux')('lets one of two work and tells the other its failure', async () => {
    const folder = temporaryFolder();
    fakePip(folder, null);
    const environment = environmentWith(folder);
    const both = [recordingContext(), recordingContext()].map((context) =>
      ensureTensorFlow(context, { environment }),
    );
    const [first, second] = await Promise.all(both);
    expect(second).toEqual(first);
    expect(calls(folder)).toBe(1);
  });

  it.runIf(process.platform === 'linux')('refuses another file than the one that was meant', async () => {
    const folder = temporaryFolder();
    const wheel = join(folder, FILE);
    await writeWheel(wheel, { 'tensorflow/python/only.py': 'pass' });
    const architecture = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
    const name = process.arch === 'arm64' ? 'tensorflow' : 'tensorflow_cpu';
    fakePip(folder, wheel, `${name}-2.21.0-cp311-cp311-manylinux_2_27_${architecture}.whl`);
    const state = await ensureTensorFlow(recordingContext(), { environment: environmentWith(folder) });
    expect(state).toMatchObject({ kind: 'unavailable', failure: { code: 'wheel-size' } });
  });

  it('does nothing when turned off', async () => {
    const folder = temporaryFolder();
    const environment = { FACET_TENSORFLOW: 'off', FACET_CACHE: join(folder, 'cache') };
    const state = await ensureTensorFlow(recordingContext(), { environment });
    expect(state).toMatchObject({ kind: 'unavailable', failure: { code: 'tensorflow-off' } });
    expect(existsSync(join(folder, 'cache'))).toBe(false);
  });

  it('says that the cache cannot be written', async () => {
    const folder = temporaryFolder();
    fakePip(folder, null);
    mkdirSync(join(folder, 'cache'));
    writeFileSync(join(folder, 'cache', 'tensorflow'), 'a file where a folder should be');
    const state = await ensureTensorFlow(recordingContext(), { environment: environmentWith(folder) });
    expect(state.kind).toBe('unavailable');
  });
});
