import { mirrorPermutation, type LandmarkScheme } from '@shared/domain/landmarkScheme';
import { Document, visit } from 'yaml';

/**
 * The `data.yaml` of a data set for Ultralytics' pose models: its points, what a flip swaps, and where the images of
 * each split are. It says no `path`: what is not absolute there would be looked for below Ultralytics' own folder of data
 * sets, and without it the images lie beside the file.
 */
export function yoloDescription(scheme: LandmarkScheme, images: Readonly<Record<string, string>>): string {
  const description = new Document({
    ...images,
    kpt_shape: [scheme.points.length, 3],
    flip_idx: mirrorPermutation(scheme),
    // Classes are known by number: the key of an object would be a text.
    names: new Map([[0, 'face']]),
    kpt_names: new Map([[0, scheme.points.map(({ id }) => id)]]),
  });
  // Lists in a line each, as Ultralytics' own files have them.
  visit(description, { Seq: (_, list) => void (list.flow = true) });
  return description.toString({ flowCollectionPadding: false, lineWidth: 0 });
}
