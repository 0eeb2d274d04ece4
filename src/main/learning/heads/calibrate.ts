import { reliabilityOf } from '@shared/insight/reliability';
import type { Calibration, HeadCalibration } from '@shared/learning/calibration';
import type { HeadOutputs } from '@shared/learning/results';
import type { FaceTable } from '../faceTable';
import type { Head, HeadContext } from './head';
import { labelledLogits, type LabelledLogits } from './labelledLogits';
import { readTargets } from './targets';
import { choicesAt, fitTemperature } from './temperature';

/** Fewer labels than this say more of chance than of the head. */
export const leastLabels = 50;

/**
 * A temperature for every head that chooses, fitted on faces that the network has not learnt from. A head that is wrong
 * about none of them, or was asked about too few, gets none: nothing says how sure it may be.
 */
export function fitCalibration(
  heads: readonly Head[],
  logits: Readonly<Record<string, Float32Array>>,
  faces: FaceTable,
  context: HeadContext,
): Calibration {
  return Object.fromEntries(
    heads.flatMap((head) => {
      const targets = readTargets(head.targetReader(faces), faces, context);
      const labelled = labelledLogits(head, logits[head.name]!, targets);
      const fitted = labelled && fitHead(labelled);
      return fitted ? [[head.name, fitted] as const] : [];
    }),
  );
}

function fitHead(labelled: LabelledLogits): HeadCalibration | null {
  const before = choicesAt(labelled, 1);
  const labels = labelled.labels.length;
  if (labels < leastLabels || before.isRight.every((right) => right === 1)) return null;
  const temperature = fitTemperature(labelled);
  const after = choicesAt(labelled, temperature);
  return {
    temperature,
    labels,
    errorBefore: reliabilityOf(before.confidence, before.isRight).expectedCalibrationError,
    errorAfter: reliabilityOf(after.confidence, after.isRight).expectedCalibrationError,
  };
}

/** What the head says with its temperature: other probabilities, the same choices, errors and losses. */
export function calibratedOutputs(
  head: Head,
  outputs: HeadOutputs,
  logits: Float32Array,
  faces: FaceTable,
  calibration: Calibration,
): HeadOutputs {
  const temperature = calibration[head.name]?.temperature;
  if (temperature === undefined) return outputs;
  const { values } = head.outputs(
    logits.map((logit) => logit / temperature),
    faces,
  );
  return { ...outputs, values, temperature };
}
