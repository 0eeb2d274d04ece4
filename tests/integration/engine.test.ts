import { fork } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { finderInput } from '../../src/main/finding/settings';
import { decodeShrunk } from '../../src/main/images/decode';
import { viewPhoto } from '../../src/main/images/photoViews';
import type { EngineEvent } from '../../src/main/learning/engine/protocol';
import { mainEntry } from '../../src/main/outFolder';
import { drawFaces } from '../support/drawnFaces';
import { engineFor, noiseInFile, smallRun, temporaryFolder } from './engineRuns';

describe('the engine process', () => {
  it('trains, evaluates and predicts, and tells what it does', async () => {
    const folder = temporaryFolder();
    const context = smallRun();
    const engine = await engineFor({ backend: 'wasm' });
    expect(engine.description).toMatchObject({ backend: 'wasm', notice: null });

    const faces = noiseInFile(folder, context, 20, 1);
    const run = { ...context, runFolder: join(folder, 'run') };
    const events: EngineEvent[] = [];
    const trained = await engine.request<'train'>(
      { kind: 'train', ...run, training: faces, validation: null, resume: false },
      { onEvent: (event) => events.push(event) },
    );
    expect(trained).toMatchObject({ globalStep: 9, stopped: 'finished', validation: null, best: null });
    expect(trained.facesPerSecond).toBeGreaterThan(0);
    expect(events.filter((event) => event.type === 'step')).toHaveLength(9);
    const progress = events.filter((event) => event.type === 'progress');
    expect(progress.at(-1)).toEqual({ type: 'progress', phase: 'training', done: 9, total: 9 });

    const evaluated = await engine.request<'evaluate'>({
      kind: 'evaluate',
      ...run,
      checkpoint: 'newest',
      faces,
    });
    expect(evaluated.metrics).toMatchObject({ global_step: 9 });
    expect(evaluated.faces.heads['landmarks']?.values).toBeInstanceOf(Float32Array);
    const predicted = await engine.request<'predict'>({
      kind: 'predict',
      ...run,
      checkpoint: 'newest',
      faces,
    });
    expect(predicted.faces.heads['landmarks']?.values).toEqual(evaluated.faces.heads['landmarks']?.values);
  });

  it('finds the faces of photos', async () => {
    const engine = await engineFor({ backend: 'wasm' });
    const [face] = await drawFaces(1);
    const photo = await decodeShrunk(face!.jpeg, 768);
    const empty = { ...photo, pixels: new Uint8Array(photo.pixels.length) };
    const photos = [photo, empty].map((one) => viewPhoto(one, finderInput.looks));
    const { faces } = await engine.request<'find'>({ kind: 'find', photos });
    expect(faces.map((found) => found.length)).toEqual([1, 0]);
    expect(faces[0]![0]!.score).toBeGreaterThan(0.5);
  });

  it('times training steps on a constant batch and on faces, and itself', async () => {
    const folder = temporaryFolder();
    const context = smallRun();
    const engine = await engineFor({ backend: 'wasm' });
    for (const faces of [null, noiseInFile(folder, context, 20, 1)]) {
      const result = await engine.request<'bench'>({ kind: 'bench', ...context, faces, steps: 4 });
      expect(result.steps).toBe(4);
      const { minimum, median, maximum } = result.millisecondsPerStep;
      expect(minimum).toBeLessThanOrEqual(median);
      expect(median).toBeLessThanOrEqual(maximum);
    }
    const { description, speed } = await engine.request<'describe'>({ kind: 'describe', speedTest: true });
    expect(description).toEqual(engine.description);
    expect(speed?.facesPerSecond).toBeGreaterThan(0);
  });

  it('stops a training when told to, with a checkpoint, and stays usable', async () => {
    const folder = temporaryFolder();
    const context = smallRun({ duration: { steps: 100_000 } });
    const run = { ...context, runFolder: join(folder, 'run') };
    const faces = noiseInFile(folder, context, 20, 1);
    const engine = await engineFor({ backend: 'wasm' });
    const controller = new AbortController();
    const trained = await engine.request<'train'>(
      { kind: 'train', ...run, training: faces, validation: null, resume: false },
      { onEvent: (event) => event.type === 'step' && controller.abort(), signal: controller.signal },
    );
    expect(trained.stopped).toBe('cancelled');
    const evaluated = await engine.request<'evaluate'>({
      kind: 'evaluate',
      ...run,
      checkpoint: 'newest',
      faces,
    });
    expect(evaluated.globalStep).toBe(trained.globalStep);
  });

  it.skipIf(process.platform === 'win32')(
    'leaves to the studio what Ctrl+C and a wish to end mean: both reach every process of a terminal or service',
    async () => {
      const folder = temporaryFolder();
      const context = smallRun();
      const training = noiseInFile(folder, context, 20, 1);
      const engine = await engineFor({ backend: 'wasm' });
      const request = {
        kind: 'train',
        ...context,
        runFolder: join(folder, 'run'),
        training,
        validation: null,
        resume: false,
      } as const;
      const trained = await engine.request<'train'>(request, {
        onEvent: (event) => {
          if (event.type !== 'step') return;
          for (const signal of ['SIGINT', 'SIGTERM'] as const) process.kill(engine.processId!, signal);
        },
      });
      expect(trained).toMatchObject({ globalStep: 9, stopped: 'finished' });
    },
  );

  it('answers bad input with a failure and stays usable', async () => {
    const folder = temporaryFolder();
    const context = smallRun();
    const engine = await engineFor({ backend: 'wasm' });
    const run = { ...context, runFolder: join(folder, 'run'), validation: null, resume: false };
    const none = noiseInFile(folder, context, 0, 1);
    const request = { kind: 'train', ...run, training: none } as const;
    await expect(engine.request<'train'>(request)).rejects.toMatchObject({
      code: expect.stringMatching(/no-faces|head-without-labels/) as string,
    });
    const lost = { ...none, ...noiseInFile(folder, context, 20, 2) };
    const crops = { ...lost.crops, bytes: { file: join(folder, 'gone') } };
    await expect(engine.request<'train'>({ ...request, training: { ...lost, crops } })).rejects.toMatchObject(
      { code: 'crop-missing' },
    );
    await expect(engine.request<'describe'>({ kind: 'describe', speedTest: false })).resolves.toBeDefined();
  });

  it('that is killed fails its request, and the next engine works', async () => {
    const folder = temporaryFolder();
    const context = smallRun({ duration: { steps: 100_000 } });
    const training = noiseInFile(folder, context, 20, 1);
    const engine = await engineFor({ backend: 'wasm' });
    const request = {
      kind: 'train',
      ...context,
      runFolder: folder,
      training,
      validation: null,
      resume: false,
    } as const;
    const training_ = engine.request<'train'>(request, {
      onEvent: (event) => event.type === 'step' && process.kill(engine.processId!, 'SIGKILL'),
    });
    await expect(training_).rejects.toMatchObject({ code: 'engine-died', details: { signal: 'SIGKILL' } });
    const next = await engineFor({ backend: 'wasm' });
    await expect(next.request<'describe'>({ kind: 'describe', speedTest: false })).resolves.toBeDefined();
  });

  it('that crashes leaves its last words', async () => {
    const crash = join(temporaryFolder(), 'crash.cjs');
    writeFileSync(crash, 'throw new Error("the library broke");');
    const environment = { ...process.env, NODE_OPTIONS: `--require ${crash}` };
    await expect(engineFor({ backend: 'wasm', environment })).rejects.toMatchObject({
      code: 'engine-died',
      message: expect.stringMatching(/exit code 1.*the library broke/s) as string,
    });
  });

  it.runIf(existsSync('/proc/self/stat'))('ends when the studio is killed', async () => {
    const parent = join(temporaryFolder(), 'parent.mjs');
    writeFileSync(
      parent,
      `import { fork } from 'node:child_process';
       const engine = fork(${JSON.stringify(mainEntry('engine'))}, ['{"backend":"wasm"}'], { serialization: 'advanced' });
       engine.on('message', () => process.send(engine.pid));`,
    );
    const studio = fork(parent, { execArgv: [] });
    const engineProcessId = await new Promise<number>((resolve) => {
      studio.on('message', (processId) => resolve(processId as number));
    });
    expect(isRunning(engineProcessId)).toBe(true);
    studio.kill('SIGKILL');
    await vi.waitFor(() => expect(isRunning(engineProcessId)).toBe(false), { timeout: 20_000 });
  });
});

/** A process that has ended may still be listed as a zombie until somebody asks for its exit code. */
function isRunning(processId: number): boolean {
  const stat = `/proc/${processId}/stat`;
  return existsSync(stat) && !/^\d+ \(.*\) [ZX]/.test(readFileSync(stat, 'utf8'));
}
