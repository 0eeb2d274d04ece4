import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '@shared/contract/jobs';
import type { OutputFormat } from '@shared/contract/outputFormats';
import { failureOf, type Result } from '@shared/result';
import { mapConcurrently } from '../../datasets/concurrently';
import { drawCrops } from '../../images/drawCrop';
import { drawOverlay } from '../../images/overlay';
import { isChanged, photoChanged } from '../changedPhoto';
import type { PredictedPhoto } from '../predictedFace';
import { cropName, overlayName, type PictureFormat } from './fileNames';
import type { OutputContext } from './outputWriter';
import { overlayOf } from './overlayContent';
import { markPictures } from './pictureMarker';
import { tryToWrite } from './wholeFile';

/** sharp draws on threads of its own: enough in flight to keep a few cores busy. */
const drawnAtOnce = 4;
/** Of photos with more pixels only one is drawn at a time. */
const mostPixelsAtOnce = 32_000_000;

/** Crops are cut in the photo's own pixels, within these bounds. */
const cropSidePx = { least: 32, most: 512 };

export function isPictureFormat(format: OutputFormat): format is PictureFormat {
  return format === 'overlays' || format === 'crops';
}

/** The pictures of one photo in one format. */
interface PhotoPictures {
  /** Below the format's folder. */
  readonly names: readonly string[];
  /** Those at these places of `names`, so that the photo is decoded once for all of them. */
  readonly draw: (places: readonly number[]) => Promise<readonly Result<Uint8Array>[]>;
}

/** Pictures of photos, in folders that mirror the photos' folders: drawn as soon as a photo is predicted on. */
export class Pictures {
  readonly problems: Problem[] = [];
  private readonly marked = new Map<PictureFormat, Promise<void>>();

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

  /** Draws those that are not there yet: not on a photo that is another than the one that was predicted on. */
  async drawMissing(photos: readonly PredictedPhoto[]): Promise<void> {
    await this.drawWhere(photos, (target) => !existsSync(target), isChanged);
  }

  private async drawWhere(
    photos: readonly PredictedPhoto[],
    isWanted: (target: string) => boolean,
    isOther: typeof isChanged = () => Promise.resolve(false),
  ): Promise<void> {
    const wanted = photos.flatMap((photo) =>
      this.formats.map((format) => {
        const { names, draw } = picturesOf[format](photo, this.context);
        const targets = names.map((name) => join(this.folderOf(format), name));
        const places = [...targets.keys()].filter((place) => isWanted(targets[place]!));
        return { photo, format, draw, targets, places };
      }),
    );
    const [large, others] = [true, false].map((is) =>
      wanted.filter(({ photo, places }) => places.length > 0 && isLarge(photo) === is),
    ) as [typeof wanted, typeof wanted];
    const draw = async ({ photo, format, draw, targets, places }: (typeof wanted)[number]): Promise<void> => {
      if (await isOther(photo)) {
        this.tell(photo, format, photoChanged(photo.file).reason);
        return;
      }
      const pictures = await draw(places);
      for (const [index, picture] of pictures.entries()) {
        if ('error' in picture) this.tell(photo, format, picture.error.message);
        else await this.write(photo, format, targets[places[index]!]!, picture.ok);
      }
    };
    await mapConcurrently(others, drawnAtOnce, draw);
    await mapConcurrently(large, 1, draw);
  }

  private async write(
    photo: PredictedPhoto,
    format: PictureFormat,
    target: string,
    picture: Uint8Array,
  ): Promise<void> {
    const reason = await tryToWrite(target, picture);
    if (reason === null) await this.mark(format);
    else this.tell(photo, format, reason);
  }

  /** So that nobody predicts on the pictures; once, however many are drawn at a time. */
  private async mark(format: PictureFormat): Promise<void> {
    if (!this.marked.has(format)) this.marked.set(format, markPictures(this.folderOf(format)));
    await this.marked.get(format);
  }

  private tell({ file }: PredictedPhoto, format: PictureFormat, reason: string): void {
    this.problems.push({ file, code: failureCodes[format], reason });
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

const picturesOf: Record<PictureFormat, (photo: PredictedPhoto, context: OutputContext) => PhotoPictures> = {
  overlays: (photo, context) => ({
    names: [overlayName(photo.name)],
    draw: async () => {
      try {
        return [{ ok: await drawOverlay(photo.file, photo.image, overlayOf(photo, context, context.forms)) }];
      } catch (thrown) {
        return [{ error: failureOf(thrown) }];
      }
    },
  }),
  crops: ({ name, file, faces }) => ({
    names: faces.map(({ indexInPhoto }) => cropName(name, indexInPhoto)),
    draw: (places) =>
      drawCrops(
        file,
        places.map((place) => {
          const { region } = faces[place]!;
          const sidePx = Math.round(Math.max(region.width, region.height));
          return { region, sizePx: Math.min(cropSidePx.most, Math.max(cropSidePx.least, sidePx)) };
        }),
      ),
  }),
};

/** Decoded, so large a photo takes a good part of the memory that a person may have left. */
function isLarge({ image }: PredictedPhoto): boolean {
  return image.widthPx * image.heightPx > mostPixelsAtOnce;
}
