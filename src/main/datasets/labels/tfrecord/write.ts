import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { FaceRecord } from '@shared/domain/faceRecord';
import type { Template } from '@shared/domain/template';
import { SplitNames } from '../splitNames';
import type { GrowingFile } from '../../../runtime/growingFile';
import { heldFaces, labelText, type ExportedImage, type LabelWriter, type WriterContext } from '../writer';
import { exampleOf, type Feature } from './example';
import { recordOf } from '../../../tfrecord/record';

/** A file of so many faces, with their images, has some hundred megabytes: what TensorFlow reads best. */
const facesOfShard = 1_000;

/**
 * TFRecord files of `tf.train.Example`, an image each, named as TensorFlow's object detection API does: boxes and
 * points as shares of the image, in the order of the scheme (`image/object/keypoint/text`), visibility 0, 1 or 2, and
 * an attribute's labels as texts, empty where there is none. With images wished for, their bytes are in it.
 */
export function openTfRecord(context: WriterContext): LabelWriter {
  const { template, faceCounts, copiesImages, tell } = context;
  const splits = new Map<string, Shards>();
  const names = new SplitNames();
  return {
    imagePath: null,
    async image(image, split) {
      const reason = 'the face has neither a box nor points to draw one around';
      const held = heldFaces(image, ({ box }) => box !== null, { tell, reason });
      const bytes = copiesImages ? await readFile(image.file).catch(() => null) : null;
      if (held.length === 0 || (copiesImages && bytes === null)) {
        if (held.length > 0)
          tell({
            file: image.name,
            code: 'image-missing',
            reason: `there is no file ${image.file}: left out`,
          });
        return 0;
      }
      let shards = splits.get(split);
      if (!shards) {
        const count = Math.ceil(faceCounts[split]! / facesOfShard);
        shards = new Shards(context, names.of(split), count);
        splits.set(split, shards);
      }
      await shards.write(recordOf(exampleOf(featuresOf(image, held, template, bytes))), held.length);
      return held.length;
    },
    async end() {
      const paths: string[] = [];
      for (const shards of splits.values()) paths.push(...(await shards.end()));
      return paths;
    },
  };
}

/** The files of one split. */
class Shards {
  private readonly open: GrowingFile[] = [];
  private faces = 0;

  constructor(
    private readonly context: WriterContext,
    private readonly name: string,
    private readonly count: number,
  ) {}

  async write(record: Buffer, faces: number): Promise<void> {
    const shard = Math.min(this.count - 1, Math.floor(this.faces / facesOfShard));
    await this.openUpTo(shard);
    await this.open[shard]!.write(record);
    this.faces += faces;
  }

  /** Their number is part of their names: those that got nothing are there as well. */
  async end(): Promise<string[]> {
    await this.openUpTo(this.count - 1);
    return this.open.map((_, index) => this.path(index));
  }

  private async openUpTo(shard: number): Promise<void> {
    while (this.open.length <= shard)
      this.open.push(await this.context.output.stream(this.path(this.open.length)));
  }

  private path(index: number): string {
    const padded = (number: number): string => String(number).padStart(5, '0');
    return `${this.name}.tfrecord-${padded(index)}-of-${padded(this.count)}`;
  }
}

function featuresOf(
  image: ExportedImage,
  faces: readonly FaceRecord[],
  { scheme, attributes }: Template,
  encoded: Uint8Array | null,
): Record<string, Feature> {
  const { name, widthPx, heightPx } = image;
  const boxes = faces.map((face) => face.box!);
  const points = faces.flatMap(({ landmarks }) => landmarks);
  const object = 'image/object';
  return {
    'image/filename': { bytes: [name] },
    'image/source_id': { bytes: [name] },
    'image/width': { integers: [widthPx] },
    'image/height': { integers: [heightPx] },
    ...(encoded
      ? {
          'image/encoded': { bytes: [encoded] },
          'image/format': { bytes: [extname(name).slice(1).toLowerCase().replace('jpg', 'jpeg')] },
        }
      : {}),
    [`${object}/bbox/xmin`]: { floats: boxes.map(({ x }) => x / widthPx) },
    [`${object}/bbox/ymin`]: { floats: boxes.map(({ y }) => y / heightPx) },
    [`${object}/bbox/xmax`]: { floats: boxes.map(({ x, width }) => (x + width) / widthPx) },
    [`${object}/bbox/ymax`]: { floats: boxes.map(({ y, height }) => (y + height) / heightPx) },
    [`${object}/class/text`]: { bytes: faces.map(() => 'face') },
    [`${object}/class/label`]: { integers: faces.map(() => 1) },
    [`${object}/keypoint/num`]: { integers: faces.map(() => scheme.points.length) },
    [`${object}/keypoint/text`]: { bytes: faces.flatMap(() => scheme.points.map(({ id }) => id)) },
    [`${object}/keypoint/x`]: { floats: points.map(({ x }) => x / widthPx) },
    [`${object}/keypoint/y`]: { floats: points.map(({ y }) => y / heightPx) },
    [`${object}/keypoint/visibility`]: { integers: points.map(({ visibility }) => visibility) },
    ...Object.fromEntries(
      attributes.map(({ id }): [string, Feature] => [
        `${object}/attribute/${id}`,
        { bytes: faces.map((face) => labelText(face.attributes[id] ?? null)) },
      ]),
    ),
  };
}
