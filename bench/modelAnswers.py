# Asks an exported model in its format's own runtime, and prints all that it answers as JSON, by output.
# python bench/modelAnswers.py onnx|keras|savedmodel MODEL IMAGES SHAPE (float32 values in a file, and their shape, as 2,64,64,3)
import json, os, sys
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
import numpy as np

format, model, images, shape = sys.argv[1:]
image = np.fromfile(images, np.float32).reshape([int(size) for size in shape.split(",")])


def onnx():
    import onnxruntime
    session = onnxruntime.InferenceSession(model)
    names = [output.name for output in session.get_outputs()]
    return dict(zip(names, session.run(names, {"image": image})))


def keras():
    import keras
    return keras.saving.load_model(model).predict(image, verbose=0)


def savedmodel():
    import tensorflow as tf
    return tf.saved_model.load(model).signatures["serving_default"](image=tf.constant(image))


answers = {"onnx": onnx, "keras": keras, "savedmodel": savedmodel}[format]()
print(json.dumps({name: np.asarray(values).ravel().tolist() for name, values in answers.items()}))
