import { z } from 'zod';
import type { Problem } from './jobs';

/** Label files of other tools, beside MTFL's own and photos without labels. */
export const labelFormats = [
  'coco',
  'yolo',
  'label-studio',
  'cvat',
  'pts',
  'csv',
  'deeplabcut',
  'sleap',
  'labelme',
  'x-anylabeling',
] as const;
export type LabelFormat = (typeof labelFormats)[number];

export const importFormats = ['mtfl', 'photos', ...labelFormats] as const;
export type ImportFormat = (typeof importFormats)[number];

export const exportFormats = [
  'mtfl',
  'coco',
  'yolo',
  'label-studio',
  'cvat',
  'pts',
  'csv',
  'tfrecord',
] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What a mapping says of a name that is to be passed over. */
export const leftOut = '-';

/**
 * What names of a label file mean in the project: a point's name → a point's id, an attribute's → an attribute's,
 * `attribute:value` → a value's id; of a CSV's column also its role (`image`, `split`, `box.x`, `left_eye.x`, …);
 * `-` for what is left out. Names that are not in it are matched by themselves.
 */
export type LabelMapping = Readonly<Record<string, string>>;
export const labelMappingSchema = z.record(z.string().min(1).max(1_000), z.string().min(1).max(1_000));

/** Whether the file's left is the image's, or the other way round: the person's own. */
export const sides = ['keep', 'swap'] as const;
export type Sides = (typeof sides)[number];

const path = z.string().min(1);

/** How label files are to be read. */
export const readLabelsSchema = z
  .object({
    path,
    /** Recognised from the content where it is not given. */
    format: z.enum(importFormats).optional(),
    /** The folder that the images lie in; default where the labels are. */
    images: path.optional(),
    mapping: labelMappingSchema.optional(),
    sides: z.enum(sides).optional(),
    /** For faces of which the files say none. */
    split: z.string().min(1).max(200).optional(),
    /** Takes a model's predictions as labels where nobody has labelled; else they are left out. */
    predictions: z.boolean().optional(),
  })
  .strict();
export type ReadLabelsWish = z.output<typeof readLabelsSchema>;

/** MTFL's rows as the published bytes have them, or plain lines with every decimal. */
export const rowLayouts = ['published', 'plain'] as const;
export type RowLayout = (typeof rowLayouts)[number];

export const exportLabelsSchema = z
  .object({
    folder: path,
    format: z.enum(exportFormats),
    /** Copies the images too. */
    images: z.boolean().optional(),
    /** Only this split. */
    split: z.string().min(1).optional(),
    /** A run whose predictions go with the labels, where the format has room for them. */
    predictions: z.string().min(1).optional(),
    layout: z.enum(rowLayouts).optional(),
  })
  .strict();
export type ExportLabelsWish = z.output<typeof exportLabelsSchema>;

/** A name that was found in label files. */
export interface FoundName {
  readonly name: string;
  /** In how many faces. */
  readonly faces: number;
  /** What it means in the project; null where nothing fits, and it is left out. */
  readonly target: string | null;
}

export interface FoundAttribute extends FoundName {
  /** Empty where the attribute is left out, or a number. */
  readonly values: readonly FoundName[];
}

/** What an import would bring, before it does. */
export interface LabelsPreview {
  readonly format: ImportFormat;
  readonly faces: number;
  /** The beginning of the files as a table. */
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly points: readonly FoundName[];
  readonly attributes: readonly FoundAttribute[];
  /** Columns of a CSV with the role that each was given; empty for other formats. */
  readonly columns: readonly { readonly name: string; readonly role: string | null }[];
  /** Ids of the project's points for which the files have none. */
  readonly missing: readonly string[];
  /** Of the first images that the files name, how many are there. */
  readonly images: { readonly found: number; readonly of: number };
  /** Images that only a model has labelled, and that are left out therefore. */
  readonly predicted: number;
  /** What speaks for the person's left instead of the image's; null where nothing does. */
  readonly swapped: { readonly faces: number; readonly of: number } | null;
  readonly problems: readonly Problem[];
}
