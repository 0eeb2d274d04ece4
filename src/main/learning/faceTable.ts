/**
 * The faces a job learns from or predicts, as plain arrays: all that learning knows of a project. One row a
 * face; P points of the landmark scheme.
 */
export interface FaceTable {
  readonly count: number;
  /** The project's face ids, for reports. Shape [count]. */
  readonly faceIds: Int32Array;
  readonly crops: CropPack;
  /** Row in the crop pack. Shape [count]. */
  readonly cropRows: Int32Array;
  /** x, y in pixels of the original image. Shape [count, P, 2]. */
  readonly points: Float32Array;
  /** 0 not labelled, 1 hidden, 2 visible. Shape [count, P]. */
  readonly visibility: Uint8Array;
  /**
   * The region of the original image that the network's input shows: x, y, width, height in its pixels.
   * (Without the pack's margin.) Shape [count, 4].
   */
  readonly regions: Float32Array;
  /** By attribute id. Class index or number, shape [count], NaN where not labelled; tags: 0/1, shape [count, values]. */
  readonly attributes: Readonly<Record<string, Float32Array>>;
  /** By attribute id, where there are any: 1 for a label that somebody vouches for, see `vouchedLabels`. Shape of each [count]. */
  readonly vouched?: Readonly<Record<string, Uint8Array>>;
  /**
   * What training faces are believed to be beside their labels, see `beliefsOf`: by attribute id the probabilities of its classes,
   * NaN where the label is all that is known. Shape of each [count, classes].
   */
  readonly beliefs?: Readonly<Record<string, Float32Array>>;
}

/** Decoded crops as raw RGB bytes, in a file or in memory: row r starts at r·sidePx²·3. */
export interface CropPack {
  readonly bytes: { readonly file: string } | { readonly memory: Uint8Array };
  /** Side of a stored crop, margins included. */
  readonly sidePx: number;
  /** Pixels of margin on each side: the network's input shows the inner (sidePx − 2·marginPx)². */
  readonly marginPx: number;
}
