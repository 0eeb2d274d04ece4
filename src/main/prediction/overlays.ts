import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Problem } from '@shared/contract/jobs';
import { ExpectedError } from '@shared/result';
import { drawOverlay } from '../images/overlay';
import type { NamedHeadForm } from './headForms';
import { writingFailure } from './outputs/diskFull';
import { overlayOf, type DrawnModel } from './overlayContent';
import type { PredictedPhoto } from './predictedFace';

/** sharp draws on threads of its own: enough in flight to keep a few cores busy. */
const drawnAtOnce = 4;

/** Draws each photo with what was predicted on it into a folder that mirrors the photos' folders. */
export class Overlays {
  readonly problems: Problem[] = [];

  constructor(
    readonly folder: string,
    private readonly model: DrawnModel,
    private readonly forms: readonly NamedHeadForm[],
  ) {}

  /** A photo that cannot be drawn is listed. Fails with disk-full. */
  async draw(photos: readonly PredictedPhoto[]): Promise<void> {
    const waiting = [...photos];
    const work = async (): Promise<void> => {
      try {
        for (let photo = waiting.shift(); photo; photo = waiting.shift()) await this.drawOne(photo);
      } catch (thrown) {
        // The others end with the photo they are at.
        waiting.length = 0;
        throw thrown;
      }
    };
    const workers = await Promise.allSettled(Array.from({ length: drawnAtOnce }, work));
    const failed = workers.find((worker) => worker.status === 'rejected');
    if (failed) throw failed.reason;
  }

  private async drawOne(photo: PredictedPhoto): Promise<void> {
    // The photo's own ending stays, so that a.jpg and a.png get a picture each.
    const target = join(this.folder, `${photo.name}.overlay.jpg`);
    try {
      const overlay = overlayOf(photo, this.model, this.forms);
      await writeWhole(target, await drawOverlay(photo.file, photo.image, overlay));
    } catch (thrown) {
      const failure = writingFailure(thrown, target);
      if (failure instanceof ExpectedError) throw failure;
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      this.problems.push({ file: photo.file, code: 'overlay-failed', reason });
    }
  }
}

async function writeWhole(target: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${target}.part`;
  await mkdir(dirname(target), { recursive: true });
  try {
    await writeFile(temporary, bytes);
    await rename(temporary, target);
  } catch (thrown) {
    await rm(temporary, { force: true });
    throw thrown;
  }
}
