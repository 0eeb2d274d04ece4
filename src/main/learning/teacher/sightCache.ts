import { existsSync, readFileSync, rmSync } from 'node:fs';
import { meshPoints } from '@shared/learning/faceMesh';
import type { Affine } from '../augmentation/affine';
import { writeAtomically } from '../checkpoints/atomicWrite';
import type { CropPack } from '../faceTable';
import { emotions } from '../pretrained/emotions';
import { expressions } from '../pretrained/expressions';

/** What the teacher sees in a face. */
export interface Sight {
  /** The mesh's points as fractions of the crop; empty where no mesh is seen. Shape [points, 2]. */
  readonly points: Float32Array;
  /** By what its expression and its emotion are told. Shape [sightFeatures]. */
  readonly features: Float32Array;
}

/** What the networks of expressions and of emotions make of a face, together. */
export const sightFeatures = expressions.features + emotions.features;

/** Where a face was cut from its image, and how it was shown. */
const placeLength = 10;
/** Whether a mesh was seen, 1 or 0. */
const seenAt = placeLength;
const pointsAt = seenAt + 1;
const featuresAt = pointsAt + meshPoints.length * 2;
const recordLength = featuresAt + sightFeatures;

/** Of the file beside the crops. Another layout of its records has another one. */
const ending = '.sights-2';
/** Of files that older versions have left, which nothing reads. */
const formerEndings = ['.meshes', '.sights'];

/** What was seen of the crops of a pack, in a file beside it: whatever is known of a face is not looked at again. */
export class SightCache {
  /** @param crops the crops' own file; null where they have none. */
  private constructor(
    private readonly crops: string | null,
    private records: Float32Array<ArrayBuffer>,
  ) {}

  /** A file that is not whole counts as none. Of a pack in memory nothing is kept. */
  static of({ bytes }: CropPack): SightCache {
    if (!('file' in bytes)) return new SightCache(null, new Float32Array(0));
    const file = `${bytes.file}${ending}`;
    const stored = existsSync(file) ? readFileSync(file) : new Uint8Array(0);
    const isWhole = stored.length % (recordLength * Float32Array.BYTES_PER_ELEMENT) === 0;
    return new SightCache(
      bytes.file,
      isWhole ? new Float32Array(Uint8Array.from(stored).buffer) : new Float32Array(0),
    );
  }

  /**
   * Null where nobody has looked.
   *
   * @param region of the image that the crop shows. Shape [4].
   */
  get(cropRow: number, region: ArrayLike<number>, placement: Affine): Sight | null {
    const start = cropRow * recordLength;
    if (start + recordLength > this.records.length) return null;
    const isSame = placeOf(region, placement).every((value, index) => value === this.records[start + index]);
    if (!isSame) return null;
    const isSeen = this.records[start + seenAt] === 1;
    return {
      points: this.records.slice(start + pointsAt, isSeen ? start + featuresAt : start + pointsAt),
      features: this.records.slice(start + featuresAt, start + recordLength),
    };
  }

  set(cropRow: number, region: ArrayLike<number>, placement: Affine, { points, features }: Sight): void {
    const start = cropRow * recordLength;
    if (start + recordLength > this.records.length) this.grow(start + recordLength);
    this.records.set(placeOf(region, placement), start);
    this.records[start + seenAt] = points.length > 0 ? 1 : 0;
    this.records.set(points, start + pointsAt);
    this.records.set(features, start + featuresAt);
  }

  /** Fails with `disk-full`. */
  save(): void {
    if (this.crops === null) return;
    writeAtomically(`${this.crops}${ending}`, new Uint8Array(this.records.buffer));
    for (const former of formerEndings) rmSync(`${this.crops}${former}`, { force: true });
  }

  private grow(length: number): void {
    const doubled = Math.ceil((2 * length) / recordLength) * recordLength;
    const larger = new Float32Array(doubled);
    larger.set(this.records);
    this.records = larger;
  }
}

function placeOf(region: ArrayLike<number>, { xx, xy, x0, yx, yy, y0 }: Affine): Float32Array {
  return Float32Array.of(...Array.from(region), xx, xy, x0, yx, yy, y0);
}
