import { z } from 'zod';

/** How a head's probabilities are brought to say how often it is right. */
export const headCalibrationSchema = z.object({
  /** Logits are divided by it before they become probabilities: above 1 the head was too sure of itself. */
  temperature: z.number().positive(),
  /** Labelled faces of the validation split that it was fitted on (of tags: labels). */
  labels: z.number().int().positive(),
  /** Expected calibration error of those faces without the temperature and with it, 0…1. */
  errorBefore: z.number(),
  errorAfter: z.number(),
});
export type HeadCalibration = z.infer<typeof headCalibrationSchema>;

/** By head; one that is not in it is not calibrated: it chooses nothing, or there was too little to fit on. */
export const calibrationSchema = z.record(z.string(), headCalibrationSchema);
export type Calibration = Readonly<Record<string, HeadCalibration>>;
