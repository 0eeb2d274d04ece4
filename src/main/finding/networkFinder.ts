import * as tf from '@tensorflow/tfjs-core';
import type { View, ViewedPhoto } from '../images/photoViews';
import type { OpenNetwork } from '../learning/graph/openGraph';
import { inPhoto, merged, proposedBoxes, type Candidate } from './candidates';
import type { FaceFinder, FoundFace } from './foundFace';
import { finderName, minimumScore as usualScore } from './settings';
import { readTfliteModel } from '../tflite/model';
import { openTflite } from '../tflite/openTflite';

interface Shown {
  /** The photo's place among the others. */
  readonly index: number;
  readonly view: View;
}

/** Finds faces with MediaPipe's full-range network on tfjs's current backend, in all that it is shown of each photo. */
export class NetworkFinder implements FaceFinder {
  readonly name = finderName;
  private readonly network: OpenNetwork;

  /** `model`: the bytes of its TensorFlow Lite file. Fails with `model-broken`. */
  constructor(
    model: Uint8Array,
    private readonly minimumScore = usualScore,
  ) {
    this.network = openTflite(readTfliteModel(model));
  }

  async find(photos: readonly ViewedPhoto[], signal?: AbortSignal): Promise<FoundFace[][]> {
    const candidates = photos.map((): Candidate[] => []);
    const shown = photos.flatMap(({ views }, index) => views.map((view) => ({ index, view })));
    for (const sidePx of new Set(shown.map(({ view }) => view.sidePx))) {
      signal?.throwIfAborted();
      const ofSize = shown.filter(({ view }) => view.sidePx === sidePx);
      const proposed = await this.proposals(ofSize, sidePx);
      ofSize.forEach(({ index, view }, row) => {
        candidates[index]!.push(...proposed[row]!.map((box) => inPhoto(box, view, photos[index]!)));
      });
    }
    return candidates.map((ofPhoto) => merged(ofPhoto).map(foundFace));
  }

  dispose(): void {
    this.network.dispose();
  }

  /** Candidates in pixels of the network's input, of each view. */
  private async proposals(shown: readonly Shown[], sidePx: number): Promise<Candidate[][]> {
    const bytes = sidePx ** 2 * 3;
    const pixels = new Float32Array(shown.length * bytes);
    shown.forEach(({ view }, row) => pixels.set(view.pixels, row * bytes));
    const input = tf.tidy((): tf.Tensor4D =>
      tf.sub(tf.div(tf.tensor4d(pixels, [shown.length, sidePx, sidePx, 3]), 127.5), 1),
    );
    const [boxes, scores] = this.network.run(input) as [tf.Tensor, tf.Tensor];
    input.dispose();
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
        this.minimumScore,
      ),
    );
  }
}

function foundFace({ score, ...box }: Candidate): FoundFace {
  return { box: { ...box, drawnBy: 'detector', score }, score };
}
