import { cachedSizePx, type RunConfiguration } from '@shared/learning/configuration';
import { fail } from '@shared/result';
import { movePoints, type Affine } from '../augmentation/affine';
import { drawAugmentation, noAugmentation, type Augmentation } from '../augmentation/draw';
import { mirrorLabel, mirrorOf, mirrorPoints, type Mirror } from '../augmentation/mirror';
import { blackAndWhite, changesPixels, pixelScaling, recolour } from '../augmentation/pixels';
import { copyCrop, warpCrop } from '../augmentation/warp';
import type { FaceTable } from '../faceTable';
import { createFaceLabels, readFaceLabels, type FaceLabels } from '../heads/faceLabels';
import type { HeadContext } from '../heads/head';
import type { TargetReader } from '../heads/targets';
import { Random } from '../random';
import type { Batch, BatchShape } from './batch';
import { openCropReader, type CropReader } from './cropReader';
import type { AlignmentOf } from './rowAlignment';

export interface BatchMakerOptions {
  readonly configuration: RunConfiguration;
  readonly context: HeadContext;
  readonly faces: FaceTable;
  /** In the order of the model's heads. */
  readonly readers: readonly TargetReader[];
  /** Keep the crops in memory; see `openCropReader`. */
  readonly keepCrops: boolean;
  /** For `fillSamples`: where some are shown realigned. */
  readonly alignmentOf?: AlignmentOf | null;
}

/** Turns rows of a face table into batches: crop → (augmented) pixels, labels → (augmented) targets. */
export class BatchMaker {
  private readonly crops: CropReader;
  private readonly labels: FaceLabels;
  private readonly mirror: Mirror;

  /** Fails with `crop-size` when the crops were cut for another input size. */
  constructor(private readonly options: BatchMakerOptions) {
    const { configuration, context, faces } = options;
    const innerPx = faces.crops.sidePx - 2 * faces.crops.marginPx;
    const expectedPx = cachedSizePx(configuration.input);
    if (innerPx !== expectedPx) {
      fail(
        'crop-size',
        `The crops show ${innerPx}×${innerPx} pixels and this configuration reads ${expectedPx}×${expectedPx}. ` +
          'Make the crops again for this configuration.',
      );
    }
    this.crops = openCropReader(faces.crops, options.keepCrops);
    this.labels = createFaceLabels(context.scheme, context.attributes);
    this.mirror = mirrorOf(context.scheme, context.attributes);
  }

  shape(rows: number): BatchShape {
    return { rows, sizePx: this.options.configuration.input.sizePx, heads: this.options.readers };
  }

  /** Rows `firstRow…` of the table, unchanged. */
  fillInOrder(batch: Batch, firstRow: number): void {
    this.fill(
      batch,
      (place) => firstRow + place,
      () => noAugmentation,
    );
  }

  /** Rows `firstRow…` of the table, each moved as `viewOf` says of its place in the batch. */
  fillViews(batch: Batch, firstRow: number, viewOf: (place: number) => Affine): void {
    const moved = (place: number): Augmentation => ({ ...noAugmentation, affine: viewOf(place) });
    this.fill(batch, (place) => firstRow + place, moved);
  }

  /**
   * Samples `firstSample…` of a training run, augmented. Every sample draws from a stream of its own: the
   * batch does not depend on which were made before it, or by whom.
   */
  fillSamples(batch: Batch, firstSample: number, rowOf: (sample: number) => number): void {
    this.fill(
      batch,
      (place) => rowOf(firstSample + place),
      (place) => this.sampleAugmentation(firstSample + place),
    );
  }

  close(): void {
    this.crops.close();
  }

  /** `augmentationOf` may read the face's labels, which lie in `labels` as they are in the table. */
  private fill(
    batch: Batch,
    rowOf: (place: number) => number,
    augmentationOf: (place: number) => Augmentation,
  ): void {
    const { faces, readers } = this.options;
    for (const head of batch.heads) head.labelledElements[0] = 0;
    for (let place = 0; place < batch.rows; place += 1) {
      const row = rowOf(place);
      readFaceLabels(faces, row, this.labels);
      const augmentation = augmentationOf(place);
      this.fillPixels(batch, place, row, augmentation);
      this.moveLabels(augmentation);
      readers.forEach((reader, index) => {
        const head = batch.heads[index]!;
        head.labelledElements[0]! += reader.write(this.labels, head.targets, head.mask, place);
      });
    }
  }

  private fillPixels(batch: Batch, place: number, row: number, augmentation: Augmentation): void {
    const { configuration, faces } = this.options;
    const crop = this.crops.row(faces.cropRows[row]!);
    const pixels = pixelScaling(configuration.input.pixels, augmentation);
    const pixelCount = batch.sizePx * batch.sizePx;
    const at = place * pixelCount * 3;
    const isAsCached = crop.sidePx - 2 * crop.marginPx === batch.sizePx;
    if (augmentation === noAugmentation && isAsCached) copyCrop(crop, pixels, batch.images, at);
    else warpCrop(crop, augmentation.affine, pixels, batch.images, at, batch.sizePx);
    if (changesPixels(augmentation)) {
      const range = blackAndWhite(configuration.input.pixels);
      recolour(batch.images, at, pixelCount, augmentation.saturation, range);
    }
  }

  private sampleAugmentation(sample: number): Augmentation {
    const { configuration, alignmentOf } = this.options;
    const { augmentation, seed } = configuration;
    if (!augmentation) return noAugmentation;
    const random = Random.fromSeed(seed, `augmentation:${sample}`);
    return drawAugmentation(augmentation, random, alignmentOf?.(this.labels));
  }

  private moveLabels(augmentation: Augmentation): void {
    const { labels, mirror } = this;
    if (augmentation === noAugmentation) return;
    movePoints(labels.points, augmentation.affine);
    if (!augmentation.flip) return;
    mirrorPoints(labels.points, labels.visibility, mirror);
    for (const attribute of mirror.values.keys()) {
      for (const values of [labels.attributes[attribute], labels.beliefs[attribute]]) {
        if (values) mirrorLabel(values, attribute, mirror);
      }
    }
  }
}
