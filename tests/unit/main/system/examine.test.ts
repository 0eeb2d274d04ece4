import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mainEntry } from '../../../../src/main/outFolder';
import { forkProcess } from '../../../../src/main/runtime/processLine';
import { TensorFlowSetup } from '../../../../src/main/runtime/tensorflow/setup';
import { plainSurroundings } from '../../../../src/main/surroundings';
import { examineSystem, prepareTensorFlow } from '../../../../src/main/system/examine';
import { recordingContext, type RecordingContext } from '../../../support/recordingContext';
import { temporaryFolder } from '../../../support/temporaryFolder';

function job(): RecordingContext & { readonly jobId: string; readonly note: (message: string) => void } {
  return { ...recordingContext(), jobId: 'job', note: () => undefined };
}

/** No program on the PATH, an empty cache: looking at the machine takes no time. */
beforeEach(() => {
  vi.stubEnv('PATH', temporaryFolder());
  vi.stubEnv('FACET_CACHE', temporaryFolder());
  vi.stubEnv('FACET_TENSORFLOW', 'off');
});
afterEach(() => vi.unstubAllEnvs());

describe('prepareTensorFlow', () => {
  it('answers in one line what was chosen', async () => {
    const { installed, summary } = await prepareTensorFlow(
      new TensorFlowSetup(plainSurroundings),
      job(),
      false,
    );
    expect(installed).toBe(false);
    expect(summary).toMatch(/^TensorFlow is not used: [^\n]+$/);
  });
});

describe.runIf(existsSync(mainEntry('engine')))('examineSystem (needs the built engine)', () => {
  it('times a backend that starts, and says why another does not', async () => {
    const context = job();
    const { facts, tensorflow, backends } = await examineSystem(context, forkProcess);
    expect(facts.map(({ name }) => name)).toContain('disk');
    expect(tensorflow.installed).toBe(false);
    expect(backends.map(({ backend }) => backend)).toEqual(['tensorflow', 'wasm']);
    expect(backends[0]).toMatchObject({
      engine: null,
      millisecondsPerStep: null,
      facesPerSecond: null,
      failure: { code: 'backend-unavailable' },
    });
    expect(backends[1]).toMatchObject({ engine: { backend: 'wasm' }, failure: null });
    expect(backends[1]!.millisecondsPerStep).toBeGreaterThan(0);
    expect(backends[1]!.facesPerSecond).toBeGreaterThan(0);
    expect(context.updates.map(({ phase }) => phase)).toEqual(['timing tensorflow', 'timing wasm']);
  });

  it('stops between two backends', async () => {
    const context = job();
    context.abort();
    await expect(examineSystem(context, forkProcess)).rejects.toMatchObject({ name: 'AbortError' });
  });
});
