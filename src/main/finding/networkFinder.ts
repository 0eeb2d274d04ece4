import * as tf from '@tensorflow/tfjs-core';
import { merged, proposedBoxes, type Candidate } from './candidates';
import type { FaceFinder, FoundFace, UprightPhoto } from './foundFace';
import { finderName, looks as defaultLooks, minimumScore as defaultScore } from './settings';
import { readTfliteModel } from './tflite/model';
import { TfliteNetwork } from './tflite/network';
import { drawView, inPhoto, viewOf, type Look, type View } from './views';

interface Shown {
  readonly photo: UprightPhoto;
  readonly view: View;
}

export interface FinderSettings {
  readonly looks: readonly Look[];
  readonly minimumScore: number;
}

/** Of the input that the network was built for. */
const inputPx = 192;

/** Finds faces with MediaPipe's full-range network on tfjs's current backend, looking at each photo several times. */
export class NetworkFinder implements FaceFinder {
  readonly name = finderName;
  private readonly network: TfliteNetwork;

  /** `model`: the bytes of its TensorFlow Lite file. Fails with `model-broken`. */
  constructor(
    model: Uint8Array,
    private readonly settings: FinderSettings = { looks: defaultLooks, minimumScore: defaultScore },
  ) {
    this.network = new TfliteNetwork(readTfliteModel(model));
  }

  async find(photosAsTheyCame: readonly UprightPhoto[], signal?: AbortSignal): Promise<FoundFace[][]> {
    const photos = photosAsTheyCame.map(wordAligned);
    const candidates = photos.map((): Candidate[] => []);
    for (const look of this.settings.looks) {
      signal?.throwIfAborted();
      const shown = photos.flatMap((photo, index) =>
        isWorth(look, photo) ? [{ photo, index, view: viewOf(photo, look) }] : [],
      );
      const proposed = await this.proposals(shown, look.sidePx);
      shown.forEach(({ photo, index, view }, row) => {
        candidates[index]!.push(...proposed[row]!.map((box) => inPhoto(box, view, photo)));
      });
    }
    return candidates.map((ofPhoto) => merged(ofPhoto).map(foundFace));
  }

  dispose(): void {
    this.network.dispose();
  }

  /** Candidates in pixels of the network's input, of one view of each photo. */
  private async proposals(shown: readonly Shown[], sidePx: number): Promise<Candidate[][]> {
    if (shown.length === 0) return [];
    const bytes = sidePx ** 2 * 3;
    const pixels = new Uint8ClampedArray(shown.length * bytes);
    shown.forEach(({ photo, view }, row) => {
      drawView(photo, view, pixels.subarray(row * bytes, (row + 1) * bytes));
    });
    const [boxes, scores] = tf.tidy(() => {
      const input = tf.tensor4d(Float32Array.from(pixels), [shown.length, sidePx, sidePx, 3]);
      return this.network.run(tf.sub(tf.div(input, 127.5), 1)) as [tf.Tensor, tf.Tensor];
    });
    const [boxValues, scoreValues] = await Promise.all([boxes.data(), scores.data()]);
    tf.dispose([boxes, scores]);
    const cells = scores.shape[1]!;
    return shown.map((_, row) =>
      proposedBoxes(
        {
          scores: scoreValues.subarray(row * cells, (row + 1) * cells) as Float32Array,
          boxes: boxValues.subarray(row * cells * 16, (row + 1) * cells * 16) as Float32Array,
          sidePx,
        },
        this.settings.minimumScore,
      ),
    );
  }
}

/** Resampling reads whole words, and what came in a message lies wherever it lies. */
function wordAligned(photo: UprightPhoto): UprightPhoto {
  // A buffer's own `slice` would copy nothing.
  return photo.pixels.byteOffset % 4 === 0 ? photo : { ...photo, pixels: new Uint8Array(photo.pixels) };
}

/** A fine look at a small photo would only show it enlarged. */
function isWorth({ photoPx }: Look, { original }: UprightPhoto): boolean {
  return photoPx <= inputPx || Math.max(original.widthPx, original.heightPx) >= photoPx;
}

function foundFace({ score, ...box }: Candidate): FoundFace {
  return { box: { ...box, drawnBy: 'detector', score }, score };
}
