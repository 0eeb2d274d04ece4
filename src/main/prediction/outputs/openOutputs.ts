import { access, constants, mkdir } from 'node:fs/promises';
import type { Problem } from '@shared/contract/jobs';
import type { OutputFormat } from '@shared/contract/outputFormats';
import { fail } from '@shared/result';
import type { PredictedPhoto } from '../predictedFace';
import { openCoco } from './coco';
import { openCsv } from './csv';
import { openJsonLines } from './jsonLines';
import { openMtfl } from './mtfl';
import type { OutputContext, OutputWriter } from './outputWriter';
import { isPictureFormat, type PictureFormat } from './pictures';
import { openSummary } from './summary';
import { openYolo } from './yolo';

/** A format that cannot hold what the model predicts answers the problem in place of a writer. */
const openers: Record<
  Exclude<OutputFormat, PictureFormat>,
  (context: OutputContext) => Promise<OutputWriter | Problem>
> = {
  csv: openCsv,
  jsonl: openJsonLines,
  mtfl: openMtfl,
  coco: openCoco,
  yolo: openYolo,
  summary: openSummary,
};

/** All wanted formats as one. */
export interface Outputs {
  readonly problems: readonly Problem[];
  readonly write: (photos: readonly PredictedPhoto[]) => Promise<void>;
  readonly finish: () => Promise<string[]>;
  readonly discard: () => Promise<void>;
}

/** Creates the folder when missing; pictures are another's work (see `pictures.ts`). Fails with output-unwritable. */
export async function openOutputs(
  formats: readonly OutputFormat[],
  context: OutputContext,
): Promise<Outputs> {
  const writers: OutputWriter[] = [];
  const problems: Problem[] = [];
  await makeOutputFolder(context.folder);
  for (const format of new Set(formats)) {
    if (isPictureFormat(format)) continue;
    const opened = await openers[format](context);
    if ('write' in opened) writers.push(opened);
    else problems.push(opened);
  }
  return {
    get problems() {
      return [...problems, ...writers.flatMap((writer) => writer.problems)];
    },
    async write(photos) {
      for (const writer of writers) await writer.write(photos);
    },
    async finish() {
      const files: string[] = [];
      for (const writer of writers) files.push(await writer.finish());
      return files;
    },
    async discard() {
      for (const writer of writers) await writer.discard();
    },
  };
}

/** Fails with output-unwritable. */
export async function makeOutputFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    fail('output-unwritable', `Nothing can be written to the folder ${folder} (${reason}). Choose another.`);
  }
}
