import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import type { RunConfiguration } from '@shared/learning/configuration';
import { presetConfiguration } from '@shared/learning/presets';
import { startEngine, type Engine, type EngineOptions } from '../../src/main/learning/engine/client';
import type { ModelContext } from '../../src/main/learning/engine/protocol';
import type { FaceTable } from '../../src/main/learning/faceTable';
import { randomFaces } from '../../src/main/learning/pipeline/randomFaces';
import { Random } from '../../src/main/learning/random';

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'facet-engine-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The engine process of `out/main/engine.js`, ended with the test. */
export async function engineFor(options: EngineOptions): Promise<Engine> {
  const engine = await startEngine(options);
  onTestFinished(() => engine.close());
  return engine;
}

/** All of the studio's preset (batch normalisation, dropout, augmentation, five heads) on small pictures. */
export function smallRun(changes: Partial<RunConfiguration> = {}): ModelContext {
  const studio = presetConfiguration('studio', mtflTemplate);
  return {
    configuration: {
      ...studio,
      input: { ...studio.input, sizePx: 16 },
      duration: { steps: 9 },
      batchSize: 8,
      checkpointEverySteps: 2,
      ...changes,
    },
    scheme: mtflTemplate.scheme,
    attributes: mtflTemplate.attributes,
  };
}

/** Noise with labels, its crops in a file as the studio's cache has them. */
export function noiseInFile(folder: string, context: ModelContext, count: number, seed: number): FaceTable {
  const faces = randomFaces(context.configuration.input, context, count, Random.fromSeed(seed));
  const { bytes } = faces.crops;
  if (!('memory' in bytes)) return faces;
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `crops-${seed}`);
  writeFileSync(file, bytes.memory);
  return { ...faces, crops: { ...faces.crops, bytes: { file } } };
}
