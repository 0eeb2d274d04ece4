import type { Box } from '@shared/domain/face';
import type { FaceRecord } from '@shared/domain/faceRecord';
import type { LandmarkScheme } from '@shared/domain/landmarkScheme';
import type { GrowingFile } from '../../../runtime/growingFile';
import { SplitNames } from '../splitNames';
import { categoryId, faceCategory } from './category';
import {
  heldFaces,
  labelled,
  plainImagePath,
  sidesOf,
  type LabelWriter,
  type WriterContext,
} from '../writer';

/**
 * COCO keypoints (cocodataset.org, "Data format"), a file a split: `annotations/train.json`. Besides what COCO
 * defines, an annotation has `attributes`, `box_drawn_by` and, of a detector's box, `score`; `info.split` is the
 * project's name for the split.
 */
export function openCoco(context: WriterContext): LabelWriter {
  const { output, template, tell } = context;
  const files = new Map<string, CocoFile>();
  const names = new SplitNames();
  const pathOf = (split: string): string => `annotations/${names.of(split)}.json`;
  return {
    imagePath: plainImagePath,
    async image(image, split) {
      let file = files.get(split);
      if (!file) {
        file = await CocoFile.create(await output.stream(pathOf(split)), template.scheme, split);
        files.set(split, file);
      }
      const reason = 'the face has neither a box nor points to draw one around';
      const faces = heldFaces(image, ({ box }) => box !== null, { tell, reason });
      if (faces.length === 0) return 0;
      const { name: file_name, widthPx: width, heightPx: height } = image;
      await file.add(
        { file_name, width, height },
        faces.map((face) => annotation(face, face.box!)),
      );
      return faces.length;
    },
    async end() {
      for (const file of files.values()) await file.end();
      return [...files.keys()].map(pathOf);
    },
  };
}

/** Annotations go to the file as they come; images wait for its end. */
class CocoFile {
  private readonly images: string[] = [];
  private annotations = 0;

  private constructor(private readonly stream: GrowingFile) {}

  static async create(stream: GrowingFile, scheme: LandmarkScheme, split: string): Promise<CocoFile> {
    const info = { description: 'Faces exported by Facet', split };
    await stream.write(
      `{"info":${JSON.stringify(info)},\n"categories":${JSON.stringify([faceCategory(scheme)])},\n`,
    );
    await stream.write('"annotations":[');
    return new CocoFile(stream);
  }

  async add(image: object, annotations: readonly object[]): Promise<void> {
    const imageId = this.images.length + 1;
    this.images.push(JSON.stringify({ id: imageId, ...image }));
    for (const one of annotations) {
      this.annotations += 1;
      const item = JSON.stringify({
        id: this.annotations,
        image_id: imageId,
        category_id: categoryId,
        ...one,
      });
      await this.stream.write(`${this.annotations === 1 ? '' : ','}\n${item}`);
    }
  }

  async end(): Promise<void> {
    await this.stream.write('],\n"images":[');
    for (const [index, image] of this.images.entries())
      await this.stream.write(`${index === 0 ? '' : ','}\n${image}`);
    await this.stream.write(']}\n');
  }
}

function annotation(face: FaceRecord, box: Box): object {
  return {
    bbox: sidesOf(box),
    area: box.width * box.height,
    iscrowd: 0,
    num_keypoints: face.landmarks.filter(({ visibility }) => visibility > 0).length,
    keypoints: face.landmarks.flatMap(({ x, y, visibility }) =>
      visibility > 0 ? [x, y, visibility] : [0, 0, 0],
    ),
    attributes: Object.fromEntries(labelled(face)),
    box_drawn_by: box.drawnBy,
    ...(box.score === undefined ? {} : { score: box.score }),
  };
}
