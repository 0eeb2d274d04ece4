import type { Problem } from '@shared/contract/jobs';
import type { OutputFormat } from '@shared/contract/outputFormats';
import type { PredictedPhoto } from '../predictedFace';
import { openOutputs } from './openOutputs';
import type { OutputContext } from './outputWriter';
import type { Pictures } from './pictures';

export interface WrittenOutputs {
  /** Of pictures, their folder. */
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Writes all predictions in the chosen formats, each file whole or not at all; `draw` does what is to be done for
 * their pictures. Fails with disk-full, and as `photos` does: it leaves no file then, but for pictures that were drawn. Fails
 * with output-unwritable where some files could not be written; the others are there then.
 */
export async function writeOutputs(
  photos: AsyncIterable<readonly PredictedPhoto[]>,
  formats: readonly OutputFormat[],
  context: OutputContext,
  pictures: Pictures | null,
  draw: (photos: readonly PredictedPhoto[]) => Promise<void> | undefined,
): Promise<WrittenOutputs> {
  const outputs = await openOutputs(formats, context);
  try {
    for await (const batch of photos) {
      await outputs.write(batch);
      await draw(batch);
    }
    const files = await outputs.finish();
    return {
      files: [...files, ...(pictures?.folders ?? [])],
      problems: [...outputs.problems, ...(pictures?.problems ?? [])],
    };
  } catch (thrown) {
    await outputs.discard();
    throw thrown;
  }
}
