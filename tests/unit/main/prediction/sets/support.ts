import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { onTestFinished } from 'vitest';
import { presetConfiguration } from '@shared/learning/presets';
import type { RunRecord } from '@shared/domain/run';
import { keptHeads } from '../../../../../src/main/prediction/keptHeads';
import type { PredictionSet } from '../../../../../src/main/prediction/sets/predictionSet';
import type { SetOrder, SetOutcome } from '../../../../../src/main/prediction/sets/setRecords';
import { PredictionSets } from '../../../../../src/main/prediction/sets/predictionSets';
import type { Project } from '../../../../../src/main/project/project';
import { temporaryProject } from '../../project/support';
import { studioModel } from '../example';

export const heads = keptHeads(studioModel);

export interface SetProject {
  readonly project: Project;
  readonly sets: PredictionSets;
  readonly run: RunRecord;
  /** For photos, beside the project. */
  readonly photos: string;
}

/** A project with a run, and nothing predicted yet. */
export function setProject(): SetProject {
  const project = temporaryProject();
  const run = project.runs.create({
    name: 'studio-1',
    configuration: presetConfiguration('studio', project.template),
  });
  const sets = new PredictionSets(project);
  onTestFinished(() => sets.close());
  return { project, sets, run, photos: join(project.folder, '..', 'photos') };
}

export function newSet(
  { sets, run, photos, project }: SetProject,
  name = 'photos',
  part: Partial<SetOrder> = {},
): PredictionSet {
  return sets.create({
    name,
    runId: run.id,
    run: run.name,
    checkpoint: 'newest',
    scheme: project.template.scheme,
    heads,
    inputs: [photos],
    uploaded: false,
    facesAre: 'whole',
    watch: false,
    ...part,
  });
}

/** A flat photo whose red and green say which it is. */
export async function drawPhoto(file: string, index: number, width = 20, height = 20): Promise<string> {
  mkdirSync(dirname(file), { recursive: true });
  const background = { r: index % 256, g: Math.floor(index / 256), b: 7 };
  await sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toFile(file);
  return file;
}

/** One face's numbers: points at (place + i, place + 2 i), and the given probabilities. */
export function numbers(place: number, { male = 0.25, frontal = 0.5 } = {}): Float32Array {
  const points = [0, 1, 2, 3, 4].flatMap((index) => [place + index, place + 2 * index]);
  const others = (1 - frontal) / 4;
  return Float32Array.of(
    ...[...points, male, 1 - male, 0.75, 0.25, 0.125, 0.875],
    ...[others, others, frontal, others, others],
  );
}

export function outcome(
  position: number,
  outputs: Float32Array,
  contentHash = `hash-${position}`,
): SetOutcome {
  const region = { x: 0, y: 0, width: 20, height: 20 };
  return {
    position,
    image: { widthPx: 20, heightPx: 20 },
    contentHash,
    faces: [{ region, found: null, outputs }],
  };
}

export function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** Lists real photos and gives each its numbers. */
export async function filledSet(
  given: SetProject,
  faces: readonly Float32Array[],
  name = 'photos',
): Promise<PredictionSet> {
  const set = newSet(given, name);
  const files = await Promise.all(
    faces.map((_, index) => drawPhoto(join(given.photos, `${index}.png`), index)),
  );
  set.list(
    given.photos,
    files.map((file, index) => ({ file, name: `${index}.png` })),
    [],
  );
  set.record(
    7,
    files.map((file, index) => outcome(index, faces[index]!, hashOf(file))),
  );
  set.setState('finished');
  return set;
}
