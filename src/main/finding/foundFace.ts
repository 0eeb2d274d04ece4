import type { Box } from '@shared/domain/face';

/** A face that a finder saw. */
export interface FoundFace {
  /** In pixels of the upright photo, fractional; it may reach outside. `drawnBy` is 'detector'. */
  readonly box: Box;
  /** The finder's confidence, 0…1. */
  readonly score: number;
}

/** A decoded photo, upright; shrunk or not. */
export interface UprightPhoto {
  /** RGB and a fourth byte that means nothing. Shape [heightPx, widthPx, 4]. */
  readonly pixels: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
  /** The photo's own size, in whose pixels faces are answered. */
  readonly original: { readonly widthPx: number; readonly heightPx: number };
}

export interface FaceFinder {
  /** As labels and reports name it. */
  readonly name: string;
  /** The faces of each photo, best first; none where none is seen. */
  find(photos: readonly UprightPhoto[]): Promise<FoundFace[][]>;
}
