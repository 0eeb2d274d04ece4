/** What a run's network can be handed on as. */
export const modelFormats = ['onnx', 'tfjs', 'keras', 'savedmodel'] as const;
export type ModelFormat = (typeof modelFormats)[number];
