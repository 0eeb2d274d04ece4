import { join } from 'node:path';
import type { Problem } from '@shared/contract/jobs';
import { fail } from '@shared/result';
import type { CropReader } from '../images/cropReader';
import type { JobContext } from '../jobs/context';
import type { ModelContext, PredictResult } from '../learning/engine/protocol';
import type { FaceTable } from '../learning/faceTable';
import { findPhotos } from './findPhotos';
import { headForms, type NamedHeadForm } from './headForms';
import { openOutputs, type OutputFormat } from './outputs/openOutputs';
import { Overlays } from './overlays';
import { predictedBatches, type PredictedBatch } from './predictedBatches';
import { predictedFace, type PredictedPhoto } from './predictedFace';

export interface PredictPhotosOptions {
  /** Folders and files. */
  readonly inputs: readonly string[];
  /** Created when missing; files of the same names in it are replaced. */
  readonly outputFolder: string;
  readonly formats: readonly OutputFormat[];
  /** Also draw each photo with what was predicted, in `overlays/`. */
  readonly overlays: boolean;
  readonly model: ModelContext;
  readonly predict: (faces: FaceTable) => Promise<PredictResult>;
  readonly reader: CropReader;
  readonly context: JobContext;
}

export interface PredictedPhotos {
  /** Photos looked at: predicted and failed. Fewer than there are where the job was stopped. */
  readonly images: number;
  readonly faces: number;
  readonly failed: number;
  readonly imagesPerSecond: number;
  /** Files written; of overlays, their folder. */
  readonly outputs: readonly string[];
  /** Photos that could not be read, and what a format could not hold. */
  readonly problems: readonly Problem[];
}

/**
 * Predicts on photos, a batch at a time: while the network works on one, the next is decoded. A photo that
 * cannot be read is listed and passed over. Stopped by the context's signal, it finishes the batch's files and
 * tells what they hold; failing, it leaves no file. Fails with input-missing, no-photos, output-unwritable or disk-full, and as
 * `predict` fails.
 */
export async function predictPhotos(options: PredictPhotosOptions): Promise<PredictedPhotos> {
  const { inputs, outputFolder, model, context } = options;
  const found = await findPhotos(inputs, outputFolder);
  const { photos } = found;
  const problems = [...found.problems];
  if (photos.length === 0)
    fail('no-photos', `There is no photo (JPEG, PNG, WebP, TIFF, GIF, AVIF) in ${inputs.join(', ')}.`);
  const forms = headForms(model);
  const outputs = await openOutputs(options.formats, { folder: outputFolder, scheme: model.scheme, forms });
  const overlays = options.overlays ? new Overlays(join(outputFolder, 'overlays'), model, forms) : null;
  const startedMs = performance.now();
  try {
    const counts = { images: 0, faces: 0, failed: 0 };
    context.progress({ phase: 'predicting', done: 0, total: photos.length });
    for await (const batch of predictedBatches(photos, options)) {
      const predicted = predictedPhotos(batch, forms);
      await outputs.write(predicted);
      await overlays?.draw(predicted);
      const unread = batchProblems(batch);
      problems.push(...unread);
      counts.images += batch.photos.length;
      counts.failed += unread.length;
      counts.faces += predicted.length;
      context.progress({ phase: 'predicting', done: counts.images, total: photos.length });
    }
    const seconds = (performance.now() - startedMs) / 1000;
    const files = await outputs.finish();
    return {
      ...counts,
      imagesPerSecond: counts.images / seconds,
      outputs: overlays ? [...files, overlays.folder] : files,
      problems: [...problems, ...outputs.problems, ...(overlays?.problems ?? [])],
    };
  } catch (thrown) {
    await outputs.discard();
    throw thrown;
  }
}

/** The photos that could be read, each with its one face. */
function predictedPhotos(
  { photos, origins, result }: PredictedBatch,
  forms: readonly NamedHeadForm[],
): PredictedPhoto[] {
  let row = 0;
  return origins.flatMap((origin, index) => {
    if ('error' in origin || result === null) return [];
    const { image, region } = origin.ok;
    const face = predictedFace(result.faces, row++, region, forms);
    return [{ ...photos[index]!, image, faces: [face] }];
  });
}

function batchProblems({ photos, origins }: PredictedBatch): Problem[] {
  return origins.flatMap((origin, index) =>
    'error' in origin
      ? [{ file: photos[index]!.file, code: origin.error.code, reason: origin.error.message }]
      : [],
  );
}
