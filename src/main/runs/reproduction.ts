import { z } from 'zod';
import type { Closeness, FingerprintView, Reproduction } from '@shared/contract/reproduction';
import { surroundingParts, type DataChange } from '@shared/domain/fingerprint';
import { neverThaws } from '@shared/domain/runStart';
import { trainingSplit } from '@shared/domain/face';
import type { RunRecord } from '@shared/domain/run';
import { metricsSchema } from '../learning/checkpoints/checkpoint';
import type { Project } from '../project/project';
import { readBeginning } from './beginning';
import { dataChange, digestsFor } from './dataFingerprint';
import { labelledFaces } from './labelledFaces';
import { runFile } from './runFile';
import { printOf, readFaceDigests, readFingerprint } from './runFingerprint';
import { readRunStart } from './runStart';
import { modelContext } from './services';

const changes = z.object({
  faces: z.number(),
  labels: z.number(),
  files: z.number(),
  added: z.number(),
  removed: z.number(),
}) satisfies z.ZodType<DataChange>;

const closeness = z.object({
  globalStep: z.number(),
  weights: z
    .object({ identical: z.boolean(), largestDifference: z.number(), relativeDifference: z.number() })
    .nullable(),
  measured: z
    .object({
      on: z.enum(['validation', 'training']),
      globalStep: z.number(),
      original: metricsSchema,
      again: metricsSchema,
    })
    .nullable(),
  differences: z.array(z.object({ part: z.enum(surroundingParts), original: z.string(), again: z.string() })),
  changes: changes.nullable(),
  lengthened: z.boolean(),
  device: z.string().nullable().default(null),
}) satisfies z.ZodType<Closeness>;

const reproductionSchema = z.object({
  of: z.string(),
  closeness: closeness.nullable(),
}) satisfies z.ZodType<Reproduction>;

const file = runFile<Reproduction>('reproduction.json', reproductionSchema);

export function writeReproduction(runFolder: string, reproduction: Reproduction): void {
  file.write(runFolder, reproduction);
}

/** Null for a run that is no other's repetition. */
export function readReproduction(runFolder: string): Reproduction | null {
  return file.read(runFolder);
}

/**
 * How the faces that the run would be trained on now, those with a label of its heads, differ from those of its newest
 * session; null where that is not known.
 */
export function changesSince(project: Project, run: RunRecord): DataChange | null {
  const before = readFaceDigests(project.runs.folder(run.id));
  if (before.length === 0) return null;
  const faces = project.faces.forLearning({ splits: [trainingSplit] }, run.template);
  return dataChange(before, digestsFor(run, labelledFaces(faces, modelContext(run))));
}

export function fingerprintView(project: Project, name: string): FingerprintView {
  const run = project.runs.get(name);
  const folder = project.runs.folder(run.id);
  const fingerprint = readFingerprint(folder);
  const start = readRunStart(folder);
  return {
    run: run.name,
    seed: run.configuration.seed,
    print: fingerprint && printOf(run, fingerprint, start),
    fingerprint,
    start,
    startFrom: run.configuration.startFrom ?? null,
    frozenTrunk: run.configuration.frozenTrunk ?? null,
    frozenThroughout: neverThaws(run.configuration, readBeginning(folder)),
    changes: changesSince(project, run),
    reproduction: readReproduction(folder),
  };
}
