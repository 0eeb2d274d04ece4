import type { Box } from '@shared/domain/face';
import type { ViewedPhoto } from '../images/photoViews';

export type { ViewedPhoto };

/** A face that a finder saw. */
export interface FoundFace {
  /** In pixels of the upright photo, fractional; it may reach outside. `drawnBy` is 'detector'. */
  readonly box: Box;
  /** The finder's confidence, 0…1. */
  readonly score: number;
}

export interface FaceFinder {
  /** As labels and reports name it. */
  readonly name: string;
  /** The faces of each photo, best first; none where none is seen. */
  find(photos: readonly ViewedPhoto[]): Promise<FoundFace[][]>;
}
