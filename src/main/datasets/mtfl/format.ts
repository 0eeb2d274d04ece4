/**
 * MTFL's label files (CUHK, 2014), as the distributed bytes have them: one row a face, 15 fields with single
 * spaces between, CRLF, a space before every row but the first and after the last. Coordinates are 1-based
 * pixels: 1.0 is the centre of the first pixel.
 */
export interface LabelFile {
  readonly name: string;
  readonly split: string;
  /** How the published file joins folders. Both are read in either file. */
  readonly separator: '\\' | '/';
}

export const labelFiles: readonly LabelFile[] = [
  { name: 'training.txt', split: 'training', separator: '\\' },
  { name: 'testing.txt', split: 'testing', separator: '/' },
];

export const pointCount = 5;

/** The labels after the points, each with its value ids in the order of their codes, which start at 1. */
export const attributeCodes: readonly { readonly attribute: string; readonly values: readonly string[] }[] = [
  { attribute: 'gender', values: ['male', 'female'] },
  { attribute: 'smile', values: ['yes', 'no'] },
  { attribute: 'glasses', values: ['yes', 'no'] },
  { attribute: 'pose', values: ['left_profile', 'left', 'frontal', 'right', 'right_profile'] },
];

/** Fields after the path. */
export const numberCount = pointCount * 2 + attributeCodes.length;

/** Centre of the first pixel: 1.0 in MTFL, 0.5 in a project. */
export const pixelOffset = 0.5;

/** Images in this folder are already cropped to the face: the whole image is the face's box. */
export const croppedFolder = 'AFLW';
