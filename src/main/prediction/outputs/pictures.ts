import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '@shared/contract/jobs';
import type { OutputFormat } from '@shared/contract/outputFormats';
import { ExpectedError } from '@shared/result';
import { mapConcurrently } from '../../datasets/concurrently';
import { drawCrop } from '../../images/drawCrop';
import { drawOverlay } from '../../images/overlay';
import type { PredictedPhoto } from '../predictedFace';
import type { OutputContext } from './outputWriter';
import { overlayOf } from './overlayContent';
import { writeWhole } from './wholeFile';

/** sharp draws on threads of its own: enough in flight to keep a few cores busy. */
const drawnAtOnce = 4;

/** Crops are cut in the photo's own pixels, within these bounds. */
const cropSidePx = { least: 32, most: 512 };

export type PictureFormat = Extract<OutputFormat, 'overlays' | 'crops'>;

export function isPictureFormat(format: OutputFormat): format is PictureFormat {
  return format === 'overlays' || format === 'crops';
}

interface Picture {
  /** Below the format's folder. */
  readonly name: string;
  readonly draw: () => Promise<Uint8Array>;
}

/** Pictures of photos, in folders that mirror the photos' folders: drawn as soon as a photo is predicted on. */
export class Pictures {
  readonly problems: Problem[] = [];

  constructor(
    private readonly formats: readonly PictureFormat[],
    private readonly context: OutputContext,
  ) {}

  get folders(): string[] {
    return this.formats.map((format) => this.folderOf(format));
  }

  /** Draws all pictures of some photos; one that cannot be drawn is listed. Fails with disk-full. */
  async draw(photos: readonly PredictedPhoto[]): Promise<void> {
    await this.drawWhere(photos, () => true);
  }

  /** Draws those that are not there yet. */
  async drawMissing(photos: readonly PredictedPhoto[]): Promise<void> {
    await this.drawWhere(photos, (target) => !existsSync(target));
  }

  private async drawWhere(
    photos: readonly PredictedPhoto[],
    isWanted: (target: string) => boolean,
  ): Promise<void> {
    const wanted = photos.flatMap((photo) =>
      this.formats.flatMap((format) =>
        picturesOf[format](photo, this.context)
          .map(({ name, draw }) => ({ photo, format, draw, target: join(this.folderOf(format), name) }))
          .filter(({ target }) => isWanted(target)),
      ),
    );
    await mapConcurrently(wanted, drawnAtOnce, async ({ photo, format, draw, target }) => {
      try {
        await writeWhole(target, await draw());
      } catch (thrown) {
        if (thrown instanceof ExpectedError && thrown.code === 'disk-full') throw thrown;
        const reason = thrown instanceof Error ? thrown.message : String(thrown);
        this.problems.push({ file: photo.file, code: failureCodes[format], reason });
      }
    });
  }

  private folderOf(format: PictureFormat): string {
    return join(this.context.folder, format);
  }
}

/** Null where no pictures are wanted. */
export function picturesFor(formats: readonly OutputFormat[], context: OutputContext): Pictures | null {
  const wanted = [...new Set(formats)].filter(isPictureFormat);
  return wanted.length === 0 ? null : new Pictures(wanted, context);
}

const failureCodes: Record<PictureFormat, string> = { overlays: 'overlay-failed', crops: 'crop-failed' };

const picturesOf: Record<PictureFormat, (photo: PredictedPhoto, context: OutputContext) => Picture[]> = {
  // The photo's own ending stays, so that a.jpg and a.png get a picture each.
  overlays: (photo, context) => [
    {
      name: `${photo.name}.overlay.jpg`,
      draw: () => drawOverlay(photo.file, photo.image, overlayOf(photo, context, context.forms)),
    },
  ],
  crops: ({ name, file, faces }) =>
    faces.map(({ region }, index) => ({
      name: `${name}.face-${index}.jpg`,
      draw: () => {
        const sidePx = Math.round(Math.max(region.width, region.height));
        return drawCrop(file, region, Math.min(cropSidePx.most, Math.max(cropSidePx.least, sidePx)));
      },
    })),
};
