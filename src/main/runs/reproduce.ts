import type { ParsedParams } from '@shared/contract/channels';
import type { ReproduceReport } from '@shared/contract/reproduction';
import { changesInWords } from '@shared/domain/changesInWords';
import { isUnchanged, type DataChange } from '@shared/domain/fingerprint';
import type { RunRecord } from '@shared/domain/run';
import { fail } from '@shared/result';
import { readStartWeights, writeStartWeights } from '../learning/checkpoints/startWeights';
import type { Project } from '../project/project';
import { closenessOf } from './closeness';
import { changesSince, readReproduction, writeReproduction } from './reproduction';
import { readFingerprint } from './runFingerprint';
import { readRunStart, writeRunStart } from './runStart';
import type { RunServices } from './services';
import { requireTrainingFaces, trainRecord } from './train';
import type { Trainings } from './trainings';

/** A name has 100 characters at most, of which `-again-` and a number take some. */
const longestStem = 88;

/**
 * Trains a run again, as a new one of the same configuration and seed up to the same step, and says how close it came.
 * One that was stopped on its way is gone on with. Fails with `run-untrained`, `fingerprint-missing`,
 * `fingerprint-changed`, and as `trainRecord` does.
 */
export async function reproduceRun(
  services: RunServices,
  { run: name, despiteChanges }: ParsedParams<'runs.reproduce'>,
  trainings: Trainings,
): Promise<ReproduceReport> {
  const { project, job } = services;
  const original = project.runs.get(name);
  requireReproducible(project, original, trainings);
  const changes = changesOf(project, original, despiteChanges);
  const begun = unfinished(project, original);
  const again = begun ?? repetition(project, original);
  await trainRecord(
    services,
    again,
    { resume: begun !== undefined, until: { steps: original.globalStep } },
    trainings,
  );
  const trained = project.runs.get(again.id);
  if (job.signal.aborted || trained.globalStep < original.globalStep) {
    return { run: again.name, of: original.name, closeness: null };
  }
  // Where the original was ended early, so is this one: there is nothing to go on with.
  if (trained.state !== 'finished') project.runs.updateState(again.id, 'finished');
  const closeness = await closenessOf(project, original, trained, changes);
  writeReproduction(project.runs.folder(again.id), { of: original.name, closeness });
  return { run: again.name, of: original.name, closeness };
}

function requireReproducible(project: Project, original: RunRecord, trainings: Trainings): void {
  requireTrainingFaces(project);
  if (trainings.find(original.id) || original.state === 'training') {
    fail('run-at-work', `“${original.name}” is being trained. Wait for its end, or pause it.`);
  }
  if (original.globalStep > 0) return;
  fail('run-untrained', `“${original.name}” has not been trained, so there is nothing to train again.`);
}

/** Null where nothing has changed. Fails where something has, or that is not known, unless it is to go on in spite. */
function changesOf(project: Project, original: RunRecord, despite: boolean): DataChange | null {
  const fingerprint = readFingerprint(project.runs.folder(original.id));
  const changes = changesSince(project, original);
  if (fingerprint === null || changes === null) {
    if (despite) return null;
    fail(
      'fingerprint-missing',
      `What “${original.name}” was trained on was not written down, so nobody can say whether labels or files have ` +
        'changed since. Train it again in spite of that, if that is good enough (--despite-changes).',
    );
  }
  const hashes = new Set(fingerprint.sessions.map(({ data }) => data.hash));
  if (isUnchanged(changes) && hashes.size === 1) return null;
  if (despite) return changes;
  const reason = isUnchanged(changes)
    ? 'labels or files were changed while it was trained'
    : `its training faces are not what they were: ${changesInWords(changes)}`;
  return fail(
    'fingerprint-changed',
    `“${original.name}” cannot be reproduced, since ${reason}. Undo the changes, ` +
      'or train it again in spite of them (--despite-changes).',
    { ...changes },
  );
}

/** A repetition of it that has not come to its end; one from before it is of a deleted run of the same name. */
function unfinished(project: Project, original: RunRecord): RunRecord | undefined {
  return project.runs.list().find((run) => {
    if (run.id < original.id || run.state === 'training' || run.state === 'finished') return false;
    const reproduction = readReproduction(project.runs.folder(run.id));
    return reproduction?.of === original.name && reproduction.closeness === null;
  });
}

function repetition(project: Project, original: RunRecord): RunRecord {
  const { configuration, template } = original;
  const name = project.runs.freeName(`${original.name.slice(0, longestStem)}-again`);
  const run = project.runs.create({ name, configuration, template });
  const folder = project.runs.folder(run.id);
  const start = readStartWeights(project.runs.folder(original.id));
  if (start) writeStartWeights(folder, start);
  const begun = readRunStart(project.runs.folder(original.id));
  if (begun) writeRunStart(folder, begun);
  writeReproduction(folder, { of: original.name, closeness: null });
  return run;
}
