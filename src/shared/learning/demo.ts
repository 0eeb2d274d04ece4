/** A training that shows on drawn faces, in about two minutes on two cores, that every head learns. */
export const demo = {
  faces: 3000,
  /** Passes over the training faces: as many as two minutes on two cores leave room for. */
  epochs: { tensorflow: 9, wasm: 2 },
  /**
   * A short training takes more and longer strides than the preset's; and before its points are found to a few per
   * cent, their loss is so large that the attributes need more weight to be learnt as well.
   */
  training: { batchSize: 32, learningRate: 0.004, weights: { gender: 4, smile: 4, glasses: 4, pose: 2 } },
  /** Points of the validation's curves. */
  validations: 8,
} as const;

/** Steps of the demo's training, of which it is called by. */
export function demoSteps(trainingFaces: number, backend: keyof typeof demo.epochs): number {
  return Math.max(1, Math.ceil((demo.epochs[backend] * trainingFaces) / demo.training.batchSize));
}

/** What the demo asks of `runs.train`. */
export function demoTraining(steps: number) {
  return {
    preset: 'studio' as const,
    name: `demo-${steps}-steps`,
    steps,
    batchSize: demo.training.batchSize,
    learningRate: demo.training.learningRate,
    weights: { ...demo.training.weights },
    checkpointEverySteps: Math.ceil(steps / demo.validations),
  };
}
