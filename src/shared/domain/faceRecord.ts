import type { Confirmed } from './confirmed';
import type { Box, Face } from './face';

/** Where the labels of a face were read. */
export interface LabelOrigin {
  /** As the person knows it: `training.txt`. */
  readonly file: string;
  /** 1-based; null where the file has no lines. */
  readonly line: number | null;
}

/** A face with what the project knows about it besides its labels. */
export interface FaceRecord extends Face {
  /** 0 for the first face of an image. */
  readonly indexInImage: number;
  readonly contentHash: string;
  /** Whether another image of the project has the same bytes. */
  readonly duplicate: boolean;
  /** The box somebody drew; null where `box` follows the landmarks. */
  readonly drawnBox: Box | null;
  /** Whether the labels differ from what the label file says. */
  readonly edited: boolean;
  readonly confirmed: Confirmed;
  readonly deleted: boolean;
  readonly origin: LabelOrigin;
}
