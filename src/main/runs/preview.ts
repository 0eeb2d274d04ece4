import type { ParsedParams } from '@shared/contract/channels';
import { previewFaces, type AugmentationPreview } from '@shared/contract/training';
import { trainingSplit } from '@shared/domain/face';
import { landmarksHead, presetConfiguration } from '@shared/learning/presets';
import { fail } from '@shared/result';
import type { CropReader } from '../images/cropReader';
import { cropSidePx, cropSpecificationOf } from '../images/region';
import type { FaceTable } from '../learning/faceTable';
import { createMultiHead } from '../learning/heads/multiHead';
import { batchIn, batchLengthBytes } from '../learning/pipeline/batch';
import { BatchMaker } from '../learning/pipeline/batchMaker';
import { rowAlignment } from '../learning/pipeline/rowAlignment';
import { Random } from '../learning/random';
import type { Project } from '../project/project';
import { selectRows } from './faceTables';
import { tableWithoutCrops } from './floors';
import { regionOf } from './regions';

/**
 * A few training faces exactly as a batch of the training would hold them: the same crops, the same draws, the same
 * warp, made by the same code. Only the pixels' last scaling is left out, so that they can be looked at.
 */
export async function augmentationPreview(
  project: Project,
  reader: CropReader,
  wishes: ParsedParams<'training.preview'>,
): Promise<AugmentationPreview> {
  const { augmentation, crop, inputSizePx, margin, detail = 1, closer = 1, seed, round } = wishes;
  const input = { crop, sizePx: inputSizePx, margin, detail, pixels: 'raw' } as const;
  const table = await croppedFaces(project, reader, input, seed);
  const { scheme, attributes } = project.template;
  const context = { scheme, attributes };
  const heads = [landmarksHead(scheme)];
  const multiHead = createMultiHead(heads, context);
  const configuration = {
    ...presetConfiguration('studio', project.template),
    heads,
    input,
    augmentation,
    views: { mirrored: false, realigned: true, closer },
    seed,
  };
  const alignmentOf = rowAlignment(configuration, multiHead.heads, context, table);
  const maker = new BatchMaker({
    ...{ configuration, context, faces: table, keepCrops: true, alignmentOf },
    readers: multiHead.targetReaders(table),
  });
  const shape = maker.shape(table.count);
  const batch = batchIn(new ArrayBuffer(batchLengthBytes(shape)), shape);
  maker.fillSamples(batch, round * previewFaces, (sample) => sample % table.count);
  maker.close();
  const [points] = batch.heads;
  const pixelsPerFace = inputSizePx * inputSizePx * 3;
  return {
    sizePx: inputSizePx,
    faces: Array.from({ length: table.count }, (_, face) => ({
      faceId: table.faceIds[face]!,
      pixels: base64(batch.images.subarray(face * pixelsPerFace, (face + 1) * pixelsPerFace)),
      points: scheme.points.map((_point, index) => {
        const at = face * points!.targetWidth + index * 2;
        const isLabelled = points!.mask[face * points!.elementsPerFace + index * 2]! > 0;
        return isLabelled ? ([points!.targets[at]!, points!.targets[at + 1]!] as const) : null;
      }),
    })),
  };
}

type PreviewInput = Parameters<typeof cropSpecificationOf>[0];

/** Faces with their crops in memory: they are few, and the settings that they are cut for change with every touch. */
async function croppedFaces(
  project: Project,
  reader: CropReader,
  input: PreviewInput,
  seed: number,
): Promise<FaceTable> {
  const ids = project.facets.byValue({ by: 'split' }).get(trainingSplit) ?? [];
  const order = Int32Array.from(ids);
  Random.fromSeed(seed, 'preview').shuffle(order);
  // Some more than are shown: one may have been deleted, or its file be gone.
  const faces = project.faces.forLearning({
    splits: [trainingSplit],
    ids: [...order.subarray(0, previewFaces * 3)],
  });
  if (faces.count === 0)
    fail('no-training-faces', 'The project has no faces to train on; import a data set first.');
  const specification = cropSpecificationOf(input);
  const requests = faces.imagePaths.map((file, row) => ({
    file,
    framing: { kind: 'region', region: regionOf(faces, row, input.crop) } as const,
  }));
  const { pixels, origins } = await reader.read(requests, specification);
  const readable = origins.flatMap((origin, row) => ('ok' in origin ? [row] : [])).slice(0, previewFaces);
  if (readable.length === 0) {
    const [first] = origins;
    fail('no-image-readable', first && 'error' in first ? first.error.message : 'No image could be read.');
  }
  const whole: FaceTable = {
    ...tableWithoutCrops(faces, input.crop),
    crops: {
      bytes: { memory: pixels },
      sidePx: cropSidePx(specification),
      marginPx: specification.marginPx,
    },
    cropRows: Int32Array.from({ length: faces.count }, (_, row) => row),
  };
  return selectRows(whole, Int32Array.from(readable), project.template.attributes);
}

function base64(values: Float32Array): string {
  return Buffer.from(Uint8ClampedArray.from(values).buffer).toString('base64');
}
