import { access, constants, mkdir } from 'node:fs/promises';
import type { Problem } from '@shared/contract/jobs';
import type { OutputFormat } from '@shared/contract/outputFormats';
import { ExpectedError, fail } from '@shared/result';
import type { PredictedPhoto } from '../predictedFace';
import { openCoco } from './coco';
import { openCsv } from './csv';
import type { PictureFormat } from './fileNames';
import { openJsonLines } from './jsonLines';
import { openMtfl } from './mtfl';
import type { OutputContext, OutputWriter } from './outputWriter';
import { isPictureFormat } from './pictures';
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
  /** Fails with output-unwritable where a file could not be written: the others are. */
  readonly finish: () => Promise<string[]>;
  readonly discard: () => Promise<void>;
}

/**
 * Creates the folder when missing; pictures are another's work (see `pictures.ts`). A file that cannot be written is no reason
 * to leave out the others: `finish` says so. Fails with output-unwritable where nothing can be.
 */
export async function openOutputs(
  formats: readonly OutputFormat[],
  context: OutputContext,
): Promise<Outputs> {
  const problems: Problem[] = [];
  /** Those that are neither finished nor given up. */
  const open = new Set<OutputWriter>();
  const unwritable: ExpectedError[] = [];
  const orGiveUp = async <Value>(work: Promise<Value>, writer?: OutputWriter): Promise<Value | null> => {
    try {
      return await work;
    } catch (thrown) {
      if (!(thrown instanceof ExpectedError) || thrown.code !== 'output-unwritable') throw thrown;
      unwritable.push(thrown);
      if (writer) {
        open.delete(writer);
        // What cannot be written may not be removable either.
        await writer.discard().catch(() => undefined);
      }
      return null;
    }
  };
  const discard = async (): Promise<void> => {
    for (const writer of open) await writer.discard();
  };
  await makeOutputFolder(context.folder);
  try {
    for (const format of new Set(formats)) {
      if (isPictureFormat(format)) continue;
      const opened = await orGiveUp(openers[format](context));
      if (opened === null) continue;
      if ('write' in opened) open.add(opened);
      else problems.push(opened);
    }
  } catch (thrown) {
    await discard();
    throw thrown;
  }
  const writers = [...open];
  return {
    get problems() {
      return [...problems, ...writers.flatMap((writer) => writer.problems)];
    },
    async write(photos) {
      for (const writer of [...open]) await orGiveUp(writer.write(photos), writer);
    },
    async finish() {
      const files: string[] = [];
      for (const writer of [...open]) {
        const file = await orGiveUp(writer.finish(), writer);
        if (file !== null) files.push(file);
        open.delete(writer);
      }
      if (unwritable.length > 0) failUnwritable(unwritable, files);
      return files;
    },
    discard,
  };
}

function failUnwritable(unwritable: readonly ExpectedError[], files: readonly string[]): never {
  const reasons = unwritable.map(({ message }) => message).join(' ');
  return fail('output-unwritable', files.length > 0 ? `${reasons} Written: ${files.join(', ')}.` : reasons);
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
