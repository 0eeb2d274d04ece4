# Lets ONNX Runtime, Keras 3 and TensorFlow answer what bench/models.mjs has laid ready, and runs each README's example.
import json, os, re, subprocess, sys
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
import numpy as np

folder = sys.argv[1]
reference = json.load(open(f"{folder}/reference.json"))
size, faces, expected = reference["sizePx"], reference["faces"], reference["expected"]
shown = 5
crops = np.fromfile(f"{folder}/crops.bin", np.float32).reshape(faces, size, size, 3)


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


def said(name, program, place):
    """What a program of a README prints of a face, as numbers."""
    home = f"{folder}/{name}"
    open(f"{home}/program.py", "w").write(program)
    left, top, side, _ = reference["regions"][place]
    words = [reference["photos"][place]] + ([str(left), str(top), str(side)] if "LEFT TOP SIDE" in program else [])
    run = subprocess.run([sys.executable, "program.py", *words], cwd=home, capture_output=True, text=True)
    if run.returncode != 0:
        raise SystemExit(f"{name}: {run.stderr}")
    lines = [re.sub(r"^\S+ ", "", line) for line in run.stdout.splitlines()]
    return np.asarray([float(number) for number in re.findall(r"-?\d+(?:\.\d*)?(?:e-?\d+)?", " ".join(lines))])


def examples(name):
    """The largest differences of the programs in a README, which cut faces themselves, from the engine's own crops and answers."""
    programs = re.findall(r"```python\n(.*?)```", open(f"{folder}/{name}/README.md").read(), re.S)
    for title, program, wanted in zip(["one pass", "all passes"], programs, [expected, reference["expectedOfAllPasses"]]):
        differences = []
        for place in range(min(shown, faces)):
            whole = [np.reshape(values, (faces, -1))[place] for values in wanted.values()]
            differences.append(np.abs(said(name, program, place) - np.concatenate(whole)).max())
        print(f"its example of {title}, largest difference of each of {len(differences)} faces", np.round(differences, 4))


for name, answer in {"onnx": onnx, "keras": keras, "savedmodel": savedmodel}.items():
    version, answers = answer()
    differences = [np.abs(np.asarray(answers[output]).ravel() - values).max() for output, values in expected.items()]
    print("Python", name, version, max(differences))
    examples(name)
