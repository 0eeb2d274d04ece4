import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Problem } from '@shared/contract/jobs';
import { fail } from '@shared/result';
import type { JobContext } from '../../jobs/context';
import type { ImportedFace } from '../../project/faces/importRepository';
import { unpackArchive } from '../archive/home';
import { isLostName, renameIt } from '../../runtime/lostName';
import { mapConcurrently } from '../concurrently';
import type { DatasetReport, FaceSink } from '../faceSink';
import type { LabelFile } from './format';
import { ImageRows } from './imageRows';
import { countLabelLines, type LabelLine, readLabelLines } from './labelLines';
import { checkHoldsMtfl, locateMtfl, type MtflFolder } from './locate';
import { parseLine, readFace } from './readFace';

export interface MtflImportOptions {
  /** Where the images of a zip are unpacked to, and stay. */
  readonly archivesFolder: string;
  /** Where the images lie, if not beside the label files. */
  readonly imagesFolder?: string;
}

/** Faces of one transaction; also what may be lost when the machine stops. */
const batchSize = 500;
/** Files read at a time: enough to keep a disk busy, few enough to hold little. */
const readsAtATime = 16;

/**
 * Imports MTFL from a folder (or one that holds it) or a zip. Bad rows are skipped and listed; faces that are
 * there already are updated, so that `read = imported + updated + skipped`. Images of a folder stay where they
 * are. Cancelled between two batches by an AbortError; what was added stays, and importing again goes over it.
 *
 * Fails with `dataset-missing`, `dataset-unreadable`, `not-mtfl`, `no-rows`, `encoding`, the sink's failures, and
 * `unpackArchive`'s for a zip.
 */
export async function importMtfl(
  path: string,
  sink: FaceSink,
  context: JobContext,
  options: MtflImportOptions,
): Promise<DatasetReport> {
  const startedMs = performance.now();
  const origin = resolve(path);
  const kind = await kindOf(origin);
  const { folder, problems } =
    kind === 'folder'
      ? { folder: origin, problems: [] }
      : await unpackArchive(origin, options.archivesFolder, context, {
          check: (paths) => checkHoldsMtfl(origin, paths),
        });
  const dataset = await locateMtfl(folder);
  const counts = await Promise.all(
    dataset.found.map((file) => countLabelLines(join(dataset.folder, file.name))),
  );
  if (!counts.some((count) => count > 0)) {
    const names = dataset.found.map((file) => file.name).join(' and ');
    fail('no-rows', `${names} in ${dataset.folder} hold no row: there is nothing to import.`);
  }
  const images =
    options.imagesFolder === undefined
      ? { kind, folder: dataset.folder }
      : ({ kind: 'folder', folder: resolve(options.imagesFolder) } as const);
  const importer = new Importer(
    sink,
    dataset,
    images.folder,
    context,
    counts.reduce((sum, count) => sum + count, 0),
  );
  const source = sink.addSource({ ...images, origin });
  for (const file of dataset.found) await importer.importFile(file, source.id);
  const report = importer.report(startedMs);
  return { ...report, problems: [...problems, ...report.problems] };
}

/** Fails with `dataset-missing` where there is neither folder nor file. */
export async function kindOf(path: string): Promise<'folder' | 'archive'> {
  let stats: Stats;
  try {
    stats = await stat(path);
  } catch (thrown) {
    if (isLostName(path)) {
      fail(
        'dataset-missing',
        `${path} cannot be read: ${renameIt}, or choose the folder that it lies in and name its format.`,
      );
    }
    if (['ENOENT', 'ENOTDIR'].includes((thrown as NodeJS.ErrnoException).code ?? '')) {
      fail('dataset-missing', `There is nothing to import at ${path}. Check the path.`);
    }
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return fail('dataset-missing', `What is to be imported at ${path} cannot be read (${reason}).`);
  }
  if (stats.isDirectory()) return 'folder';
  // Opening a pipe would wait for somebody to write to it.
  if (stats.isFile()) return 'archive';
  return fail('dataset-missing', `${path} is neither a folder nor a zip file. Check the path.`);
}

class Importer {
  private read = 0;
  private imported = 0;
  private updated = 0;
  private skipped = 0;
  private readonly splits: Record<string, number> = {};
  private readonly problems: Problem[] = [];
  private readonly images = new ImageRows();

  constructor(
    private readonly sink: FaceSink,
    private readonly dataset: MtflFolder,
    private readonly imagesFolder: string,
    private readonly context: JobContext,
    private readonly totalRows: number,
  ) {
    for (const { name, split } of dataset.missing) {
      this.problems.push({
        file: name,
        code: 'label-file-missing',
        reason: `${name} is missing: no face of the ${split} split was imported`,
      });
    }
  }

  async importFile(file: LabelFile, sourceId: number): Promise<void> {
    const readBefore = this.read;
    let batch: LabelLine[] = [];
    for await (const line of readLabelLines(join(this.dataset.folder, file.name))) {
      batch.push(line);
      if (batch.length === batchSize) {
        await this.importBatch(batch, file, sourceId);
        batch = [];
      }
    }
    if (batch.length > 0) await this.importBatch(batch, file, sourceId);
    if (this.read === readBefore) {
      this.problems.push({
        file: file.name,
        code: 'label-file-empty',
        reason: `${file.name} is empty: no face of the ${file.split} split was imported`,
      });
    }
  }

  report(startedMs: number): DatasetReport {
    return {
      read: this.read,
      imported: this.imported,
      updated: this.updated,
      skipped: this.skipped,
      problems: this.problems,
      splits: this.splits,
      duplicates: this.images.duplicates(),
      seconds: (performance.now() - startedMs) / 1000,
    };
  }

  private async importBatch(lines: readonly LabelLine[], file: LabelFile, sourceId: number): Promise<void> {
    this.context.signal.throwIfAborted();
    const row = { sourceId, folder: this.imagesFolder, file };
    const outcomes = await mapConcurrently(lines, readsAtATime, async (line) => {
      const parsed = parseLine(line, file);
      return 'problem' in parsed ? parsed.problem : readFace(parsed, row);
    });
    const faces: ImportedFace[] = [];
    for (const outcome of outcomes) {
      const problem = 'code' in outcome ? outcome : this.images.add(outcome);
      if (problem) this.problems.push(problem);
      else if (!('code' in outcome)) faces.push(outcome);
    }
    const counts = this.sink.add(faces);
    this.read += lines.length;
    this.skipped += lines.length - faces.length;
    this.imported += counts.imported;
    this.updated += counts.updated + counts.unchanged;
    if (faces.length > 0) this.splits[file.split] = (this.splits[file.split] ?? 0) + faces.length;
    this.context.progress({ phase: 'importing faces', done: this.read, total: this.totalRows });
  }
}
