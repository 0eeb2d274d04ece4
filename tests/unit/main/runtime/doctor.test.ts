import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { examine } from '../../../../src/main/runtime/doctor';
import { rememberFailure } from '../../../../src/main/runtime/tensorflow/failures';
import { writeProgram } from '../../../support/programs';
import { temporaryFolder } from '../../../support/temporaryFolder';

/** A machine whose programs are those the test puts there, and whose cache is empty. */
function environmentIn(folder: string): { readonly PATH: string; readonly FACET_CACHE: string } {
  mkdirSync(join(folder, 'bin'));
  return { PATH: join(folder, 'bin'), FACET_CACHE: join(folder, 'cache') };
}

async function factsOf(environment: NodeJS.ProcessEnv): Promise<Record<string, string>> {
  const { facts } = await examine(environment);
  return Object.fromEntries(facts.map(({ name, value }) => [name, value]));
}

describe('examine', () => {
  it('tells Node, device, TensorFlow, tools, libraries and disk', async () => {
    const folder = temporaryFolder();
    const environment = environmentIn(folder);
    const pip = writeProgram(environment.PATH, 'pip3', 'echo "pip 25.0 from /x (python 3.12)"');
    const compiler = writeProgram(environment.PATH, 'g++', 'exit 0');
    writeProgram(environment.PATH, 'nvidia-smi', 'echo "NVIDIA H200, 550.54.15, 9.0, 143771"');
    mkdirSync(environment.FACET_CACHE);
    writeFileSync(join(environment.FACET_CACHE, 'file'), '');
    truncateSync(join(environment.FACET_CACHE, 'file'), 200_000_000);
    const facts = await factsOf(environment);
    expect(facts).toMatchObject({
      Node: expect.stringContaining(process.versions.node) as string,
      system: expect.stringContaining(process.platform) as string,
      processor: expect.stringMatching(/\d+ threads, [\d.]+ GB memory/) as string,
      GPU: 'NVIDIA H200, driver 550.54.15, compute capability 9.0, 143771 MB',
      TensorFlow: 'not installed',
      pip: `25.0, ${pip}`,
      compiler: `${compiler}, no make`,
      images: expect.stringMatching(/^sharp [\d.]+, libvips [\d.]+$/) as string,
      SQLite: process.versions.sqlite,
      cache: `0.2 GB in ${environment.FACET_CACHE}`,
      disk: expect.stringMatching(/^[\d.]+ GB free for the cache$/) as string,
    });
    expect(facts['TensorFlow chosen']).not.toBe('');
  });

  it('says what is missing on a bare machine', async () => {
    const facts = await factsOf(environmentIn(temporaryFolder()));
    expect(facts).toMatchObject({
      GPU: 'no NVIDIA GPU with a driver',
      pip: 'not found',
      compiler: 'no C++ compiler, no make',
      cache: expect.stringMatching(/^0\.0 GB/) as string,
    });
  });

  it('says why TensorFlow is not used, and what to do', async () => {
    const environment = { ...environmentIn(temporaryFolder()), FACET_TENSORFLOW: 'off' };
    expect((await examine(environment)).tensorflow).toEqual({
      installed: false,
      summary: 'TensorFlow is not used: FACET_TENSORFLOW=off asks for it. Unset it to use TensorFlow.',
    });
    expect((await factsOf(environment))['TensorFlow chosen']).toBe('none: FACET_TENSORFLOW=off asks for it');
  });

  it.runIf(process.platform === 'linux')(
    'tells a failure of the setup that is remembered, else how to set it up',
    async () => {
      const environment = { ...environmentIn(temporaryFolder()), FACET_TENSORFLOW: 'cpu' };
      // glibc's own tool says that wheels fit here.
      writeProgram(environment.PATH, 'getconf', 'echo "glibc 2.36"');
      const before = (await examine(environment)).tensorflow;
      expect(before.installed).toBe(false);
      expect(before.summary).toContain('facet doctor --prepare');
      rememberFailure(environment.FACET_CACHE, 'cpu', { code: 'download-failed', message: 'No network.' });
      expect((await examine(environment)).tensorflow.summary).toBe('No network.');
    },
  );
});
