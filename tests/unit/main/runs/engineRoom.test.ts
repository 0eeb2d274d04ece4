import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { presetConfiguration } from '@shared/learning/presets';
import type { BenchRequest } from '../../../../src/main/learning/engine/protocol';
import { mainEntry } from '../../../../src/main/outFolder';
import { EngineRoom } from '../../../../src/main/runs/engineRoom';
import { recordingContext, type RecordingContext } from '../../../support/recordingContext';
import { temporaryFolder } from '../../../support/temporaryFolder';

type TestJob = RecordingContext & {
  readonly jobId: string;
  readonly note: (message: string) => void;
  readonly notes: string[];
};

function job(): TestJob {
  const notes: string[] = [];
  return { ...recordingContext(), jobId: 'job', notes, note: (message) => void notes.push(message) };
}

function roomWith(backend: 'auto' | 'wasm'): EngineRoom {
  const room = new EngineRoom(backend);
  onTestFinished(() => room.close());
  return room;
}

/** Steps of a small network, one event each. */
const steps: BenchRequest = {
  kind: 'bench',
  configuration: { ...presetConfiguration('tutorial', mtflTemplate), batchSize: 2 },
  ...mtflTemplate,
  faces: null,
  steps: 50,
};
const ignore = (): void => undefined;

/** Loaded into the engine: the first of them ends with the first thing it is asked. */
const crashOnce = `
  const { existsSync, writeFileSync, writeSync } = require('node:fs');
  if (/engine\\.js$/.test(process.argv[1] ?? '') && require('node:worker_threads').isMainThread) {
    process.once('message', () => {
      if (existsSync(__filename + '.done')) return;
      writeFileSync(__filename + '.done', '');
      writeSync(2, 'no more\\n');
      process.exit(9);
    });
  }`;

afterEach(() => vi.unstubAllEnvs());

describe.runIf(existsSync(mainEntry('engine')))('EngineRoom (needs the built engine)', () => {
  it('starts one engine for all, and says why it is not the best', async () => {
    vi.stubEnv('FACET_TENSORFLOW', 'off');
    const room = roomWith('auto');
    const [first, second] = [job(), job()];
    const descriptions = await Promise.all([room.description(first), room.description(second)]);
    expect(descriptions[0]).toBe(descriptions[1]);
    expect(descriptions[0]).toMatchObject({ backend: 'wasm' });
    expect(first.notes).toEqual([expect.stringMatching(/^TensorFlow is not used: .* Unset it/)]);
    expect(second.notes).toEqual([]);
    expect(first.updates.at(-1)).toMatchObject({ phase: 'starting the engine' });
  });

  it('stops a request whose listener fails, with that failure, and stays usable', async () => {
    const room = roomWith('wasm');
    const full = new Error('The disk is full.');
    let heard = 0;
    const failing = room.request<'bench'>(steps, job(), () => {
      heard += 1;
      throw full;
    });
    await expect(failing).rejects.toBe(full);
    expect(heard).toBe(1);
    const answer = await room.request<'describe'>({ kind: 'describe', speedTest: false }, job(), ignore);
    expect(answer.description.backend).toBe('wasm');
  });

  it('stops a request with its job', async () => {
    const room = roomWith('wasm');
    const stopping = job();
    const request = room.request<'bench'>(steps, stopping, () => stopping.abort());
    await expect(request).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('starts another engine after one has died', async () => {
    const crash = join(temporaryFolder(), 'crash.cjs');
    writeFileSync(crash, crashOnce);
    vi.stubEnv('NODE_OPTIONS', `--require ${crash}`);
    const room = roomWith('wasm');
    const dying = room.request<'bench'>(steps, job(), ignore);
    await expect(dying).rejects.toMatchObject({
      code: 'engine-died',
      message: expect.stringMatching(/exit code 9.*no more/s) as string,
    });
    const answer = await room.request<'bench'>({ ...steps, steps: 1 }, job(), ignore);
    expect(answer.steps).toBe(1);
  });
});
