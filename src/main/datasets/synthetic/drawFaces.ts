import { mkdir, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import type { DrawReport } from '@shared/contract/reports';
import { fail } from '@shared/result';
import type { JobContext } from '../../jobs/context';
import { failWriting } from '../archive/fileFailures';
import { labelFiles } from '../mtfl/format';
import { formatRow, labelFileText, type MtflRow } from '../mtfl/row';
import { type DrawnSet, freshStaging, holdsDrawnSet, manifest, publish } from './drawnSet';
import { photoKinds } from './photoKind';
import type { PortraitPlace } from './portrait';
import { drawPortraits } from './portraitThreads';

export interface DrawOptions extends DrawnSet {
  readonly folder: string;
  /** Default: one a core; 0: none but the calling one. The bytes do not depend on it. */
  readonly threads?: number;
}

/**
 * Draws `count` faces with exact labels into `folder`, laid out as MTFL: `testing` of them in the test half, the
 * others in the training half. The folder is there whole or not at all; a set that is there already is not drawn
 * again, and anything else is never touched. The same seed draws the same bytes on any number of threads.
 *
 * Fails with `bad-count`, `folder-not-empty`, `drawn-set-incomplete`, `folder-changed`, `disk-full` and
 * `folder-unwritable`; an AbortError when cancelled, and nothing is left.
 */
export async function drawFaces(
  { folder: wanted, threads = availableParallelism(), ...set }: DrawOptions,
  context: JobContext,
): Promise<DrawReport> {
  const startedMs = performance.now();
  const folder = resolve(wanted);
  if (set.testing > set.count) {
    fail('bad-count', `Of ${set.count} faces ${set.testing} cannot be for testing; give a smaller number.`);
  }
  const report = (drawn: boolean): DrawReport => ({
    folder,
    splits: { training: set.count - set.testing, testing: set.testing },
    drawn,
    seconds: (performance.now() - startedMs) / 1000,
  });
  try {
    if (await holdsDrawnSet(folder, set)) return report(false);
    const staging = await freshStaging(folder);
    try {
      await drawInto(staging, set, threads, context);
      if (await publish(staging, folder)) return report(true);
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
    // Another process was faster: with the same set, or with something else, which fails here.
    if (await holdsDrawnSet(folder, set)) return report(false);
    return fail('folder-changed', `${folder} came and went while faces were drawn for it. Try again.`);
  } catch (thrown) {
    return failWriting(thrown, folder);
  }
}

async function drawInto(folder: string, set: DrawnSet, threads: number, context: JobContext): Promise<void> {
  const places = (['training', 'testing'] as const).flatMap((split) =>
    Array.from(
      { length: split === 'testing' ? set.testing : set.count - set.testing },
      (_, index): PortraitPlace => ({ split, index }),
    ),
  );
  const folders = new Set(places.flatMap(({ split }) => photoKinds[split].map((kind) => kind.folder)));
  for (const name of folders) await mkdir(join(folder, name), { recursive: true });
  const total = places.length;
  context.progress({ phase: 'drawing faces', done: 0, total });
  const rows = await drawPortraits(places, {
    folder,
    seed: set.seed,
    threads,
    signal: context.signal,
    drawn: (done) => context.progress({ phase: 'drawing faces', done, total }),
  });
  await writeLabels(folder, places, rows);
  const { name, text } = manifest(set);
  await writeFile(join(folder, name), text);
}

/** A half without a face has no file. */
async function writeLabels(
  folder: string,
  places: readonly PortraitPlace[],
  rows: readonly MtflRow[],
): Promise<void> {
  for (const { name, split, separator } of labelFiles) {
    const lines = rows
      .filter((_, index) => places[index]!.split === split)
      .map((row) => formatRow(row, separator));
    if (lines.length > 0) await writeFile(join(folder, name), labelFileText(lines));
  }
}
