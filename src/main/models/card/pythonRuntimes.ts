import type { ModelFormat } from '@shared/learning/modelFormat';

/** What a Python program needs of a format's runtime, beside numpy and pillow. */
export interface PythonRuntime {
  /** For pip. */
  readonly install: string;
  readonly load: { readonly module: string; readonly model: string };
  /** From `image` to `answers`, by the outputs' names. */
  readonly answer: readonly string[];
}

export const pythonRuntimes: Readonly<Record<Exclude<ModelFormat, 'tfjs'>, PythonRuntime>> = {
  onnx: {
    install: 'onnxruntime',
    load: {
      module: 'import onnxruntime',
      model: 'session = onnxruntime.InferenceSession("model.onnx")',
    },
    answer: [
      'names = [output.name for output in session.get_outputs()]',
      'answers = dict(zip(names, session.run(names, {"image": image})))',
    ],
  },
  keras: {
    install: 'keras tensorflow',
    load: { module: 'import keras', model: 'model = keras.saving.load_model("model.keras")' },
    answer: ['answers = model.predict(image, verbose=0)'],
  },
  savedmodel: {
    install: 'tensorflow',
    load: { module: 'import tensorflow as tf', model: 'model = tf.saved_model.load(".")' },
    answer: ['answers = model.signatures["serving_default"](image=tf.constant(image))'],
  },
};
