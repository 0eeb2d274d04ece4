import { expect, it } from 'vitest';
import { startBackend } from '../../src/main/learning/backends/start';
import { CheckpointStore } from '../../src/main/learning/checkpoints/store';
import { Estimator } from '../../src/main/learning/estimator/estimator';
import type { FaceTable } from '../../src/main/learning/faceTable';
import { describeAdviser } from '../../src/main/models/adviser/describeAdviser';
import { describeModel } from '../../src/main/models/describe';
import { preprocessOf } from '../../src/main/models/preprocess';
import { largestDifference } from '../support/numbers';
import { answersOfOnnx } from '../support/onnx';
import {
  newestCheckpoint,
  recordingSession,
  temporaryRunFolder,
} from '../unit/main/learning/estimator/runFolder';
import { context, tinyConfiguration, tinyFaces } from '../unit/main/learning/pipeline/tinyRun';
import { sampleAdvice } from '../unit/main/models/sampleAdvice';

it('a model and an adviser in onnxruntime, pooled as preprocess.json says, answer what Facet answers', async () => {
  await startBackend('wasm');
  const configuration = tinyConfiguration({
    // One view, which can be cut here from the crops.
    views: { mirrored: false, realigned: false },
    adviser: { attributes: ['pose'] },
  });
  const faces = tinyFaces(12);
  const folder = temporaryRunFolder();
  const ofRun = { ...context, configuration };
  const estimator = new Estimator(ofRun, folder);
  await estimator.train(
    { training: tinyFaces(24), validation: tinyFaces(8), resume: false },
    recordingSession(),
  );
  const fitted = { labels: 60, errorBefore: 0.2, errorAfter: 0.1 };
  const checkpoint = {
    ...newestCheckpoint(folder),
    advice: { pose: sampleAdvice(5, 0.4) },
    calibration: { pose: { ...fitted, temperature: 0.8 } },
    calibrationAlone: { pose: { ...fitted, temperature: 1.7 } },
  };
  new CheckpointStore(folder, () => undefined).save(checkpoint);
  const { faces: expected } = await estimator.predict(faces, 'newest', recordingSession());
  estimator.dispose();

  const pixels = firstLooks(faces);
  const own = await answersOfOnnx(describeModel(ofRun, checkpoint), pixels, faces.count);
  const told = await answersOfOnnx(describeAdviser(ofRun, checkpoint.advice), pixels, faces.count);
  const exponents = preprocessOf(configuration, checkpoint).adviser!.heads['pose']!;
  const [ownPose, toldPose] = [own, told].map((answers) => answers['pose_probabilities']!);
  const products = ownPose!.map((value, at) => value ** exponents.own * toldPose![at]! ** exponents.adviser);
  const pooled = products.map((product, at) => {
    const row = products.subarray(at - (at % 5), at - (at % 5) + 5);
    return product / row.reduce((sum, value) => sum + value, 0);
  });
  const answered = expected.heads['pose']!.values;
  expect(largestDifference(pooled, answered)).toBeLessThan(1e-4);
  // Neither of them alone is it.
  expect(largestDifference(ownPose!, answered)).toBeGreaterThan(0.01);
  expect(largestDifference(toldPose!, answered)).toBeGreaterThan(0.01);
});

/** The crops without their margins, 0…255, as long as they are no larger than the network's input. */
function firstLooks({ crops: { bytes, sidePx, marginPx }, count }: FaceTable): Float32Array {
  if (!('memory' in bytes)) throw new Error('The crops are in a file.');
  const innerPx = sidePx - 2 * marginPx;
  return Float32Array.from({ length: count * innerPx * innerPx * 3 }, (_, at) => {
    const [channel, pixel] = [at % 3, Math.floor(at / 3)];
    const [column, row] = [pixel % innerPx, Math.floor(pixel / innerPx) % innerPx];
    const face = Math.floor(pixel / (innerPx * innerPx));
    const inside = (row + marginPx) * sidePx + column + marginPx;
    return bytes.memory[(face * sidePx * sidePx + inside) * 3 + channel]!;
  });
}
