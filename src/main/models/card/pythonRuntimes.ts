import type { ModelFormat } from '@shared/learning/modelFormat';

/** What a Python program needs of a format's runtime, beside numpy and pillow. */
export interface PythonRuntime {
  /** For pip. */
  readonly install: string;
  readonly load: {
    readonly module: string;
    /** @param folder with the model, as `./` is the one of the program. */
    readonly model: (folder: string) => string;
  };
  /** From `model` and `image` to `answers`, by the outputs' names. */
  readonly answer: readonly string[];
}

export const pythonRuntimes: Readonly<Record<Exclude<ModelFormat, 'tfjs'>, PythonRuntime>> = {
  onnx: {
    install: 'onnxruntime',
    load: {
      module: 'import onnxruntime',
      model: (folder) => `onnxruntime.InferenceSession("${folder}model.onnx")`,
    },
    answer: [
      'names = [output.name for output in model.get_outputs()]',
      'answers = dict(zip(names, model.run(names, {"image": image})))',
    ],
  },
  keras: {
    install: 'keras tensorflow',
    load: {
      module: 'import keras',
      model: (folder) => `keras.saving.load_model("${folder}model.keras")`,
    },
    answer: ['answers = model.predict(image, verbose=0)'],
  },
  savedmodel: {
    install: 'tensorflow',
    load: {
      module: 'import tensorflow as tf',
      model: (folder) => `tf.saved_model.load("${folder}")`,
    },
    answer: ['answers = model.signatures["serving_default"](image=tf.constant(image))'],
  },
};
