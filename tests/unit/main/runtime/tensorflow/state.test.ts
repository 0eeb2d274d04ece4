import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TensorFlowVariant } from '../../../../../src/main/runtime/tensorflow/choose';
import { rememberFailure } from '../../../../../src/main/runtime/tensorflow/failures';
import {
  installationFolder,
  installedTensorFlow,
  leftovers,
} from '../../../../../src/main/runtime/tensorflow/state';
import { temporaryFolder } from '../../../../support/temporaryFolder';

const both: readonly TensorFlowVariant[] = ['cuda', 'cpu'];

function install(cacheFolder: string, variant: TensorFlowVariant): string {
  const folder = installationFolder(cacheFolder, variant);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'binding.node'), 'binding');
  const manifest = {
    version: '2.21.0',
    variant,
    bindingFile: 'binding.node',
    libraryPaths: variant === 'cuda' ? ['deps/nvidia/cudnn/lib'] : [],
    files: [{ path: 'binding.node', bytes: 7 }],
  };
  writeFileSync(join(folder, 'installed.json'), JSON.stringify(manifest));
  return folder;
}

describe('installedTensorFlow', () => {
  it('is null in an empty cache', () => {
    expect(installedTensorFlow(temporaryFolder(), both)).toBeNull();
  });

  it('prefers the GPU’s build and gives whole paths', () => {
    const cache = temporaryFolder();
    install(cache, 'cpu');
    const folder = install(cache, 'cuda');
    expect(installedTensorFlow(cache, both)).toEqual({
      kind: 'installed',
      folder,
      bindingFile: join(folder, 'binding.node'),
      version: '2.21.0',
      variant: 'cuda',
      libraryPaths: [join(folder, 'deps/nvidia/cudnn/lib')],
      notice: null,
    });
    expect(installedTensorFlow(cache, ['cpu'])?.variant).toBe('cpu');
  });

  it('does not take an installation that lost bytes or its manifest', () => {
    const cache = temporaryFolder();
    const folder = install(cache, 'cpu');
    writeFileSync(join(folder, 'binding.node'), 'bind');
    expect(installedTensorFlow(cache, both)).toBeNull();
    install(cache, 'cpu');
    writeFileSync(join(folder, 'installed.json'), '{');
    expect(installedTensorFlow(cache, both)).toBeNull();
  });

  it('says why the CPU’s build is used where the GPU’s setup failed', () => {
    const cache = temporaryFolder();
    install(cache, 'cpu');
    rememberFailure(cache, 'cuda', { code: 'download-failed', message: 'no network for CUDA' });
    expect(installedTensorFlow(cache, both)?.notice).toBe('no network for CUDA');
  });
});

describe('leftovers', () => {
  it('are other versions and broken attempts, not the current builds or downloads', () => {
    const cache = temporaryFolder();
    install(cache, 'cpu');
    for (const name of ['2.20.0-cpu-linux-x64', 'staging-123', 'downloads']) {
      mkdirSync(join(cache, 'tensorflow', name));
    }
    const names = leftovers(cache).map((path) => basename(path));
    expect(names.sort()).toEqual(['2.20.0-cpu-linux-x64', 'staging-123']);
  });
});
