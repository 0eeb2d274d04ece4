import type { Problem } from '@shared/contract/jobs';
import type { AttributeLabel } from '@shared/domain/attribute';
import type { Box } from '@shared/domain/face';
import type { FaceRecord } from '@shared/domain/faceRecord';
import type { FaceSuggestion } from '@shared/domain/suggestion';
import type { Template } from '@shared/domain/template';
import type { OutputFolder } from './outputFolder';

/** An image with the faces of it that are exported together. */
export interface ExportedImage {
  /** How the files call it: a relative path with forward slashes, no other image's. */
  readonly name: string;
  /** Absolute: the original. */
  readonly file: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly faces: readonly FaceRecord[];
}

export interface WriterContext {
  readonly output: OutputFolder;
  readonly template: Template;
  /** Whether the images are copied into the folder's `images`, by their split where the format wants it. */
  readonly copiesImages: boolean;
  /** What a run says of a face; null for an export without predictions. */
  readonly suggestion: ((faceId: number) => FaceSuggestion | null) | null;
  /** Something that the format cannot hold. */
  readonly tell: (problem: Problem) => void;
  /** Faces that will come, by split. */
  readonly faceCounts: Readonly<Record<string, number>>;
}

/** Writes one format: all images of a split, then those of the next. */
export interface LabelWriter {
  /** How many of the image's faces were written. */
  readonly image: (image: ExportedImage, split: string) => Promise<number>;
  /** Where in the folder a copy of the image belongs; null for a format that has the images in its own files. */
  readonly imagePath: ((image: ExportedImage, split: string) => string) | null;
  /** After the last image. Answers what a person should know of: files, and folders of many, below the output's. */
  readonly end: () => Promise<readonly string[]>;
}

export type OpenWriter = (context: WriterContext) => Promise<LabelWriter> | LabelWriter;

/** Where copies of images lie, for formats that do not mind. */
export const plainImagePath = (image: ExportedImage): string => `images/${image.name}`;

/** A face that the format cannot hold. */
export function notInFormat(image: ExportedImage, reason: string): Problem {
  return { file: image.name, code: 'not-in-format', reason };
}

/** Those of an image's faces that a format can hold; each other one is told. */
export function heldFaces(
  image: ExportedImage,
  holds: (face: FaceRecord) => boolean,
  { tell, reason }: { readonly tell: WriterContext['tell']; readonly reason: string },
): FaceRecord[] {
  return image.faces.filter((face) => {
    const isHeld = holds(face);
    if (!isHeld) tell(notInFormat(image, reason));
    return isHeld;
  });
}

/** Attributes that have a label, by id. */
export function labelled({ attributes }: FaceRecord): [string, NonNullable<AttributeLabel>][] {
  return Object.entries(attributes).flatMap(([id, label]) => (label === null ? [] : [[id, label]]));
}

/** A label as one text: tags joined by `;`, and nothing where there is none. */
export function labelText(label: AttributeLabel): string {
  if (label === null) return '';
  return typeof label === 'object' ? label.join(';') : String(label);
}

/** x, y, width, height. */
export function sidesOf({ x, y, width, height }: Box): [number, number, number, number] {
  return [x, y, width, height];
}
