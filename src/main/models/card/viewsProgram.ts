import type { ModelFormat } from '@shared/learning/modelFormat';
import type { AdviserPooling } from '../adviser/pooling';
import { code } from './markdown';
import { pythonRuntimes } from './pythonRuntimes';

/** In Python. */
export function viewsProgram(format: Exclude<ModelFormat, 'tfjs'>, adviser: AdviserPooling | null): string {
  const { install, load, answer } = pythonRuntimes[format];
  const lines = `
# pip install ${install} numpy pillow
# python answer.py photo.jpg LEFT TOP SIDE (the square around the face, in pixels)
import json, sys
import numpy as np
${load.module}
from PIL import Image, ImageOps

preprocess = json.load(open("preprocess.json"))
heads = {head["head"]: head for head in json.load(open("labels.json"))["heads"]}
size, resize = preprocess["input"]["sizePx"], preprocess["resize"]
views = preprocess["views"] or {"mirrored": False, "realigned": None}
fine, margin = resize["throughPx"], resize["marginPx"]
photo = ImageOps.exif_transpose(Image.open(sys.argv[1])).convert("RGB")
left, top, side = (float(word) for word in sys.argv[2:5])

# The square and its margin; beyond the photo, and beyond the margin, the edge is repeated.
def edged(picture, border):
    return Image.fromarray(np.pad(np.asarray(picture), ((border, border), (border, border), (0, 0)), mode="edge"))

border, reach = int(2 * side) + 1, side * margin / fine
x, y, width = left + border - reach, top + border - reach, side + 2 * reach
square = edged(photo, border).resize([fine + 2 * margin] * 2, Image.Resampling.BILINEAR, box=(x, y, x + width, y + width))
square, margin = edged(square, fine), margin + fine

def ask(model, view):
    """What a model answers, by output, for the face as view moves it: a matrix, 3 by 3, of fractions of the square."""
    x, y, _ = np.linalg.inv(view) * [fine / size, fine / size, fine] + [0, 0, margin]
    drawn = square.transform((size, size), Image.Transform.AFFINE, (*x, *y), Image.Resampling.BILINEAR)
    image = np.asarray(drawn, dtype=np.float32)[None]
${answer.map((line) => `    ${line}`).join('\n')}
    return {name: np.asarray(numbers, dtype=np.float64).ravel() for name, numbers in answers.items()}

model = ${load.model('./')}

def see(view):
    """The same of this model, by head."""
    answers = ask(model, view)
    return {name: answers[head["output"]] for name, head in heads.items()}

def moved_back(points, view):
    return (np.c_[points.reshape(-1, 2), np.ones(len(points) // 2)] @ np.linalg.inv(view).T)[:, :2].ravel()

def aligned(points, to, zoom):
    """The turn, zoom and shift that bring points nearest to others (Umeyama 1991)."""
    points, shape = points.reshape(-1, 2) @ [1, 1j], np.array(to) @ [1, 1j]
    middle, turned = points.mean(), shape - shape.mean()
    turn = np.vdot(points - middle, turned) / np.vdot(points - middle, points - middle)
    shift = shape.mean() - turn * middle
    if not zoom[0] <= abs(turn) <= zoom[1]:
        return np.eye(3)  # The points are no face's.
    return np.array([[turn.real, -turn.imag, shift.real], [turn.imag, turn.real, shift.imag], [0, 0, 1]])

def pooled(answer, other, share, meaning):
    """Of two answers: the mean, of probabilities the geometric one."""
    if "values" not in meaning:
        return (1 - share) * answer + share * other
    yes, no = answer ** (1 - share) * other**share, (1 - answer) ** (1 - share) * (1 - other) ** share
    return yes / (yes.sum() if meaning["numbers"] == "probabilities" else yes + no)

view, realigned = np.eye(3), views["realigned"]
first = answers = see(view)
for _ in range(realigned["times"] if realigned else 0):
    view = aligned(moved_back(answers[realigned["by"]], view), realigned["to"], realigned["zoom"])
    answers = see(view)
others = see([[-1, 0, 1], [0, 1, 0], [0, 0, 1]] @ view) if views["mirrored"] else {}
for name, other in others.items():
    if mirrored := heads[name]["mirrored"]:
        other = np.where(mirrored["oneMinus"], 1 - other[mirrored["from"]], other[mirrored["from"]])
        answers[name] = pooled(answers[name], other, 0.5, heads[name]["meaning"])
for name in realigned["places"] if realigned else []:
    answers[name] = moved_back(answers[name], view)
for name, share in realigned["firstLook"].items() if realigned else []:
    answers[name] = pooled(answers[name], first[name], share, heads[name]["meaning"])
${adviser === null ? '' : askedInPython(adviser, load.model)}for name, answer in answers.items():
    print(name, np.round(answer, 4).tolist())
`;
  return [
    'Save it as `answer.py` in this folder. It makes all the passes; its points are fractions of the square.',
    code('python', lines.trim()),
  ].join('\n\n');
}

function askedInPython({ model }: AdviserPooling, load: (folder: string) => string): string {
  return `told = ask(${load(`${model}/`)}, view)
for name, exponents in preprocess["adviser"]["heads"].items():
    both = answers[name] ** exponents["own"] * told[heads[name]["output"]] ** exponents["adviser"]
    answers[name] = both / both.sum()
`;
}
