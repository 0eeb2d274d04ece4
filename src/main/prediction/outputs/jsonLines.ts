import { join } from 'node:path';
import type { PredictedFace, PredictedPhoto } from '../predictedFace';
import { outputFileNames } from './fileNames';
import { OutputFile } from './outputFile';
import type { OutputContext, OutputWriter } from './outputWriter';

/**
 * JSON lines: an object a photo, with all that was predicted under the names of points and heads; a photo without a
 * face has an empty list.
 */
export async function openJsonLines({ folder }: OutputContext): Promise<OutputWriter> {
  const file = await OutputFile.create(join(folder, outputFileNames.jsonl));
  return {
    problems: [],
    async write(photos) {
      for (const photo of photos) await file.write(`${JSON.stringify(photoObject(photo))}\n`);
    },
    finish: () => file.finish(),
    discard: () => file.discard(),
  };
}

function photoObject({ name, image, faces }: PredictedPhoto): object {
  return { image: name, width: image.widthPx, height: image.heightPx, faces: faces.map(faceObject) };
}

function faceObject({ indexInPhoto, region, found, points, values }: PredictedFace): object {
  const heads = [...values].map(([head, value]) => {
    if (value.kind === 'numbers') return [head, value.numbers] as const;
    const { probabilities } = value;
    return value.kind === 'class'
      ? ([head, { value: value.value, confidence: value.confidence, probabilities }] as const)
      : ([head, { values: value.values, probabilities }] as const);
  });
  return {
    face: indexInPhoto,
    region,
    ...(found ?? {}),
    points: Object.fromEntries(points),
    heads: Object.fromEntries(heads),
  };
}
