import { relative, resolve, sep } from 'node:path';
import type { Problem } from '@shared/contract/jobs';
import { type Box, trainingSplit } from '@shared/domain/face';
import { ExpectedError } from '@shared/result';
import type { JobContext } from '../../jobs/context';
import { findPhotos } from '../../prediction/findPhotos';
import type { ImportedFace } from '../../project/faces/importRepository';
import { mapConcurrently } from '../concurrently';
import type { DatasetReport, FaceSink } from '../faceSink';
import { checkImage } from '../imageCheck';
import { ImageRows } from '../mtfl/imageRows';

/** Photos of one transaction; also what may be lost when the machine stops. */
const batchSize = 200;
const readsAtATime = 16;

/**
 * Imports the photos of a folder and of all below it as faces without labels, each its whole image, for training
 * until somebody says otherwise. What is no image is skipped and listed. Cancelled between two batches by an
 * AbortError; what was added stays. `passedOver`: the project's own folder, whose pictures are copies.
 */
export async function importPhotos(
  path: string,
  sink: FaceSink,
  context: JobContext,
  passedOver: string,
): Promise<DatasetReport> {
  const startedMs = performance.now();
  const folder = resolve(path);
  const { photos, problems: unreadable } = await findPhotos([folder], passedOver);
  const source = sink.addSource({ kind: 'folder', folder, origin: folder });
  const problems: Problem[] = [...unreadable];
  const images = new ImageRows();
  const counts = { read: 0, imported: 0, updated: 0, skipped: 0 };
  for (let start = 0; start < photos.length; start += batchSize) {
    context.signal.throwIfAborted();
    const batch = photos.slice(start, start + batchSize);
    const outcomes = await mapConcurrently(batch, readsAtATime, async ({ file }) => {
      return faceOf(file, relative(folder, file).split(sep).join('/'), source.id);
    });
    const faces = outcomes.flatMap((outcome) => {
      const problem = 'code' in outcome ? outcome : images.add(outcome);
      if (problem) problems.push(problem);
      return problem || 'code' in outcome ? [] : [outcome];
    });
    const added = sink.add(faces);
    counts.read += batch.length;
    counts.imported += added.imported;
    counts.updated += added.updated + added.unchanged;
    counts.skipped += batch.length - faces.length;
    context.progress({ phase: 'importing photos', done: counts.read, total: photos.length });
  }
  const imported = counts.imported + counts.updated;
  return {
    ...counts,
    problems,
    splits: imported > 0 ? { [trainingSplit]: imported } : {},
    duplicates: images.duplicates(),
    seconds: (performance.now() - startedMs) / 1000,
  };
}

async function faceOf(file: string, imagePath: string, sourceId: number): Promise<ImportedFace | Problem> {
  try {
    const { widthPx, heightPx, contentHash } = await checkImage(file);
    const box: Box = { x: 0, y: 0, width: widthPx, height: heightPx, drawnBy: 'image' };
    return {
      ...{ sourceId, imagePath, contentHash, box },
      imageWidthPx: widthPx,
      imageHeightPx: heightPx,
      split: trainingSplit,
      landmarks: [],
      attributes: {},
      origin: { file: imagePath, line: null },
    };
  } catch (thrown) {
    if (!(thrown instanceof ExpectedError)) throw thrown;
    return { file: imagePath, code: thrown.code, reason: thrown.message };
  }
}
