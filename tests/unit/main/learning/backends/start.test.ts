import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { startBackend } from '../../../../../src/main/learning/backends/start';
import {
  installedTensorFlow,
  type InstalledTensorFlow,
} from '../../../../../src/main/runtime/tensorflow/state';
import { temporaryFolder } from '../../../../support/temporaryFolder';

const installed = installedTensorFlow();

/** An installation that says it is whole, with a file in the binding's place that is none. */
function brokenInstallation(): InstalledTensorFlow {
  const folder = temporaryFolder();
  const bindingFile = join(folder, 'tfjs_binding.node');
  writeFileSync(bindingFile, 'no library');
  return {
    kind: 'installed',
    folder,
    bindingFile,
    version: '2.21.0',
    variant: 'cpu',
    libraryPaths: [],
    notice: null,
  };
}

describe('startBackend', () => {
  it('starts wasm, and says device, version and that nothing is amiss', async () => {
    const { description } = await startBackend('wasm');
    expect(description).toMatchObject({ backend: 'wasm', device: 'CPU, 1 thread', notice: null });
    expect(description.library).toMatch(/^tfjs-backend-wasm \d+\.\d+\.\d+ \(SIMD\)$/);
    expect(tf.getBackend()).toBe('wasm');
  });

  it('chooses wasm where TensorFlow is not set up, and says what to do', async () => {
    const { description } = await startBackend('auto', { tensorFlow: null });
    expect(description).toMatchObject({
      backend: 'wasm',
      notice: expect.stringMatching(/not set up.*facet doctor.*slower wasm backend is used/) as string,
    });
  });

  it('fails where TensorFlow is asked for by name and is not set up', async () => {
    await expect(startBackend('tensorflow', { tensorFlow: null })).rejects.toMatchObject({
      code: 'backend-unavailable',
      message: expect.stringMatching(/facet doctor/) as string,
    });
  });

  // Before a sound one is loaded: a process can load one binding only.
  it('chooses wasm where TensorFlow does not load, with the reason and what to delete', async () => {
    const broken = brokenInstallation();
    const { description } = await startBackend('auto', { tensorFlow: broken });
    expect(description.backend).toBe('wasm');
    expect(description.notice).toContain('TensorFlow 2.21.0 does not load');
    expect(description.notice).toContain(`Delete ${broken.folder} to set it up anew.`);
    await expect(startBackend('tensorflow', { tensorFlow: broken })).rejects.toMatchObject({
      code: 'backend-unavailable',
    });
  });

  it.skipIf(installed === null)(
    'takes TensorFlow where it is set up, on the threads it is told',
    async () => {
      const { description } = await startBackend('auto', { threads: 1 });
      expect(description).toMatchObject({
        backend: 'tensorflow',
        library: `TensorFlow ${installed!.version}`,
        notice: installed!.notice,
      });
      expect(description.device).toMatch(/^CPU, 1 thread$|NVIDIA/);
      expect(tf.getBackend()).toBe('tensorflow');
    },
  );

  it.skipIf(installed === null)('changes from one to the other and back in one process', async () => {
    for (const backend of ['wasm', 'tensorflow', 'wasm'] as const) {
      expect((await startBackend(backend, { threads: 1 })).description.backend).toBe(backend);
      expect(tf.getBackend()).toBe(backend);
      expect([...tf.tidy(() => tf.add(tf.tensor1d([1, 2]), 1).dataSync())]).toEqual([2, 3]);
    }
  });
});
