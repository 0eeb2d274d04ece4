# Lets ONNX Runtime, Keras 3 and TensorFlow answer what bench/models.mjs has laid ready, and runs each README's example.
import json, os, re, subprocess, sys
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
import numpy as np

folder = sys.argv[1]
reference = json.load(open(f"{folder}/reference.json"))
size, faces, expected = reference["sizePx"], reference["faces"], reference["expected"]
crops = np.fromfile(f"{folder}/crops.bin", np.uint8).reshape(faces, size, size, 3).astype(np.float32)


def onnx():
    import onnxruntime
    session = onnxruntime.InferenceSession(f"{folder}/onnx/model.onnx")
    names = [output.name for output in session.get_outputs()]
    return onnxruntime.__version__, dict(zip(names, session.run(names, {"image": crops})))


def keras():
    import keras
    return keras.__version__, keras.saving.load_model(f"{folder}/keras/model.keras").predict(crops, verbose=0)


def savedmodel():
    import tensorflow as tf
    model = tf.saved_model.load(f"{folder}/savedmodel")
    return tf.__version__, model.signatures["serving_default"](image=tf.constant(crops))


def example(name):
    """Of the first face, cut by the example itself: the largest difference from the engine's own crop and answer."""
    home = f"{folder}/{name}"
    program = re.search(r"```python\n(.*?)```", open(f"{home}/README.md").read(), re.S).group(1)
    open(f"{home}/example.py", "w").write(program)
    left, top, side, _ = reference["region"]
    words = [reference["photo"]] + ([str(left), str(top), str(side)] if "LEFT TOP SIDE" in program else [])
    said = subprocess.run([sys.executable, "example.py", *words], cwd=home, capture_output=True, text=True)
    if said.returncode != 0:
        raise SystemExit(f"{name}: {said.stderr}")
    numbers = [float(number) for number in re.findall(r"\d+\.\d*(?:e-?\d+)?|\d+(?=\])", " ".join(
        re.sub(r"^\S+ ", "", line) for line in said.stdout.splitlines()))]
    wanted = np.concatenate([np.asarray(values[: len(values) // faces]) for values in expected.values()])
    return said.stdout, np.abs(np.asarray(numbers) - wanted).max() if len(numbers) == len(wanted) else None


for name, answer in {"onnx": onnx, "keras": keras, "savedmodel": savedmodel}.items():
    version, answers = answer()
    differences = [np.abs(np.asarray(answers[output]).ravel() - values).max() for output, values in expected.items()]
    print("Python", name, version, max(differences))
    said, difference = example(name)
    print("its example, largest difference", difference)
    if difference is None:
        print(said)
