import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import type { ProgramVersions, RunFingerprint } from '@shared/domain/fingerprint';
import type { RunRecord } from '@shared/domain/run';
import type { RunStart } from '@shared/domain/runStart';
import type { EngineDescription } from '@shared/learning/results';
import { version as facet } from '../../../package.json';
import { writeAtomically } from '../learning/checkpoints/atomicWrite';
import { newestCheckpointStep } from '../learning/checkpoints/store';
import type { LearningFaces } from '../project/faces/learningFaces';
import type { Project } from '../project/project';
import { runFile } from './runFile';
import { dataFingerprint, digestsFor, type FaceDigest } from './dataFingerprint';

const sessionSchema = z.object({
  begunAt: z.string(),
  fromStep: z.number(),
  totalSteps: z.number(),
  data: z.object({ hash: z.string(), faces: z.number() }),
  versions: z.object({ facet: z.string(), tfjs: z.string(), node: z.string() }),
  engine: z.object({ backend: z.enum(['tensorflow', 'wasm']), device: z.string(), library: z.string() }),
});
const fingerprintSchema = z.object({
  sessions: z.tuple([sessionSchema], sessionSchema),
}) satisfies z.ZodType<RunFingerprint>;

const file = runFile<RunFingerprint>('fingerprint.json', fingerprintSchema);
const facesFileIn = (runFolder: string): string => join(runFolder, 'fingerprint.faces');

/** Learning's library stays where it is: only its version is read. */
const { version: tfjs } = createRequire(import.meta.url)('@tensorflow/tfjs-core/package.json') as {
  readonly version: string;
};
export const programVersions: ProgramVersions = { facet, tfjs, node: process.versions.node };

/** Writes down what a training session begins with; one that starts the run anew replaces what was there. */
export function beginSession(
  project: Project,
  run: RunRecord,
  session: {
    readonly resume: boolean;
    readonly totalSteps: number;
    readonly engine: EngineDescription;
    readonly columns: LearningFaces;
  },
): void {
  const folder = project.runs.folder(run.id);
  const digests = digestsFor(run, session.columns);
  const fromStep = session.resume ? (newestCheckpointStep(folder) ?? 0) : 0;
  const { backend, device, library } = session.engine;
  const print = {
    begunAt: new Date().toISOString(),
    fromStep,
    totalSteps: session.totalSteps,
    data: dataFingerprint(digests),
    versions: programVersions,
    engine: { backend, device, library },
  };
  // What was trained after the checkpoint that this session begins at is no part of the run any more.
  const before = fromStep === 0 ? [] : (readFingerprint(folder)?.sessions ?? []);
  const [first, ...others] = before.filter((earlier) => earlier.fromStep < fromStep);
  file.write(folder, { sessions: first ? [first, ...others, print] : [print] });
  const lines = digests.map(({ faceId, file, labels }) => `${faceId} ${file} ${labels}\n`);
  writeAtomically(facesFileIn(folder), Buffer.from(lines.join('')));
}

/** Null for a run that has not begun, was begun before fingerprints were written, or whose file is damaged. */
export function readFingerprint(runFolder: string): RunFingerprint | null {
  return file.read(runFolder);
}

/** What the newest session read of each face; empty where that is not known. */
export function readFaceDigests(runFolder: string): FaceDigest[] {
  try {
    const lines = readFileSync(facesFileIn(runFolder), 'utf8').split('\n');
    return lines.flatMap((line) => {
      const [faceId, file, labels] = line.split(' ');
      return labels === undefined ? [] : [{ faceId: Number(faceId), file: file!, labels }];
    });
  } catch {
    return [];
  }
}

/** A short name for all that decides what a run comes to: two runs of the same print are the same training. */
export function printOf(
  { configuration, template }: RunRecord,
  { sessions }: RunFingerprint,
  start: RunStart | null,
): string {
  const decisive = sessions.map(({ fromStep, totalSteps, data, versions, engine }) => {
    return { fromStep, totalSteps, data, versions, engine };
  });
  // Of a run that began by chance as it has always been.
  const text = JSON.stringify({
    ...{ configuration, template, sessions: decisive },
    ...(start === null ? {} : { start: start.hash }),
  });
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
