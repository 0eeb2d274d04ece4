import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ParsedParams } from '@shared/contract/channels';
import type { UploadedFiles } from '@shared/contract/predictions';
import type { Project } from '../../project/project';
import { keptHeads } from '../keptHeads';
import { harmlessName, uniqueNames } from '../uploads/uploadNames';
import { uploadedFile, type UploadInbox } from '../uploads/uploadInbox';
import { nameAfter, type PredictionSets } from './predictionSets';
import type { PredictionSet } from './predictionSet';

/**
 * Makes a set of what is to be predicted on. Photos that a browser uploaded move into its folder and are listed at
 * once, those that were refused with why; paths are looked through by the job. Fails with `run-unknown`,
 * `upload-unknown`, and as `PredictionSets.create` does; nothing of the set is left then.
 */
export async function createSet(
  project: Project,
  sets: PredictionSets,
  inbox: UploadInbox,
  { run: runName, checkpoint, name, inputs, uploaded, facesAre, watch }: ParsedParams<'predictions.create'>,
): Promise<PredictionSet> {
  const run = project.runs.get(runName);
  const { scheme, attributes } = run.template;
  const set = sets.create({
    name: name ?? nameAfter(uploaded ? foldersOf(uploaded) : inputs, run.name),
    runId: run.id,
    run: run.name,
    checkpoint,
    scheme,
    heads: keptHeads({ configuration: run.configuration, scheme, attributes }),
    inputs: inputs.map((input) => resolve(input)),
    uploaded: uploaded !== null,
    facesAre,
    watch: watch && uploaded === null,
  });
  if (uploaded === null) return set;
  try {
    await takeUploaded(set, inbox, uploaded);
    return set;
  } catch (thrown) {
    sets.forget(set.id);
    rmSync(set.folder, { recursive: true, force: true });
    throw thrown;
  }
}

async function takeUploaded(set: PredictionSet, inbox: UploadInbox, uploaded: UploadedFiles): Promise<void> {
  const folder = join(set.folder, 'photos');
  await inbox.claim(uploaded.upload, folder);
  const names = uniqueNames(uploaded.files.map(({ name }) => harmlessName(name)));
  const photos = uploaded.files.map(({ refused }, number) => ({
    file: join(folder, uploadedFile(number)),
    name: names[number]!,
    failure: refused,
  }));
  set.list(folder, photos, []);
}

/** The folder that was dropped, or a single photo. */
function foldersOf({ files }: UploadedFiles): string[] {
  const [first] = files;
  if (!first) return [];
  const parts = harmlessName(first.name).split('/');
  return parts.length > 1 || files.length === 1 ? [parts[0]!] : [];
}
