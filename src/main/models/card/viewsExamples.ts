import type { ModelFormat } from '@shared/learning/modelFormat';
import { code } from './markdown';
import { pythonRuntimes } from './pythonRuntimes';

/** A program that answers as Facet does: by all the passes of `preprocess.json`. For models that look at faces. */
export function viewsExample(format: ModelFormat): string {
  return format === 'tfjs' ? page() : program(format);
}

function program(format: Exclude<ModelFormat, 'tfjs'>): string {
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
size, resize, views = preprocess["input"]["sizePx"], preprocess["resize"], preprocess["views"]
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

${load.model}

def see(view):
    """The heads' answers for the face as view moves it: a matrix, 3 by 3, of fractions of the square."""
    x, y, _ = np.linalg.inv(view) * [fine / size, fine / size, fine] + [0, 0, margin]
    drawn = square.transform((size, size), Image.Transform.AFFINE, (*x, *y), Image.Resampling.BILINEAR)
    image = np.asarray(drawn, dtype=np.float32)[None]
${answer.map((line) => `    ${line}`).join('\n')}
    return {name: np.asarray(answers[head["output"]], dtype=np.float64).ravel() for name, head in heads.items()}

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
for name, answer in answers.items():
    print(name, np.round(answer, 4).tolist())
`;
  return [
    'Save it as `answer.py` in this folder. It makes all the passes; its points are fractions of the square.',
    code('python', lines.trim()),
  ].join('\n\n');
}

function page(): string {
  const lines = `
<!doctype html>
<script src="tf.min.js"></script>
<input type="file" accept="image/*" /><pre></pre>
<script type="module">
const read = async (name) => (await fetch(name)).json();
const [{ input, resize, views }, { heads }] = [await read('preprocess.json'), await read('labels.json')];
const model = await tf.loadLayersModel('model.json');
const { throughPx: fine, marginPx: margin } = resize;
const whole = fine + 2 * margin;
const drawing = (side) => new OffscreenCanvas(side, side).getContext('2d', { willReadFrequently: true });
const [square, picture] = [drawing(whole), drawing(input.sizePx)];
square.imageSmoothingQuality = 'high';

// The heads' answers for the face as view moves it, in fractions of the square.
async function see(view) {
  const { sizePx } = input;
  picture.setTransform(new DOMMatrix().scale(sizePx).multiply(view).scale(1 / fine).translate(-margin, -margin));
  picture.drawImage(square.canvas, 0, 0);
  const all = [model.predict(tf.browser.fromPixels(picture.canvas).toFloat().expandDims())].flat();
  return new Map(heads.map(({ head, output }) => [head, [...all[model.outputNames.indexOf(output)].dataSync()]]));
}

function movedBack(points, view) {
  const back = view.inverse();
  return points.flatMap((x, index) => {
    if (index % 2 === 1) return [];
    const point = new DOMPoint(x, points[index + 1]).matrixTransform(back);
    return [point.x, point.y];
  });
}

// The turn, zoom and shift that bring points nearest to others (Umeyama 1991).
function aligned(points, { to: shape, zoom: [least, most] }) {
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [xs, ys] = [points.filter((_, index) => index % 2 === 0), points.filter((_, index) => index % 2 === 1)];
  const [x, y, toX, toY] = [mean(xs), mean(ys), mean(shape.map(([x]) => x)), mean(shape.map(([, y]) => y))];
  const spread = mean(xs.map((_, i) => (xs[i] - x) ** 2 + (ys[i] - y) ** 2));
  const cosine = mean(shape.map(([u, v], i) => (xs[i] - x) * (u - toX) + (ys[i] - y) * (v - toY))) / spread;
  const sine = mean(shape.map(([u, v], i) => (xs[i] - x) * (v - toY) - (ys[i] - y) * (u - toX))) / spread;
  const zoom = Math.hypot(cosine, sine);
  if (!(zoom >= least && zoom <= most)) return new DOMMatrix(); // The points are no face's.
  return new DOMMatrix([cosine, sine, -sine, cosine, toX - cosine * x + sine * y, toY - sine * x - cosine * y]);
}

// Of two answers: the mean, of probabilities the geometric one.
function pooled(answer, other, share, { numbers, values }) {
  if (!values) return answer.map((value, i) => (1 - share) * value + share * other[i]);
  const yes = answer.map((value, i) => value ** (1 - share) * other[i] ** share);
  const no = answer.map((value, i) => (1 - value) ** (1 - share) * (1 - other[i]) ** share);
  const sum = yes.reduce((total, value) => total + value, 0);
  return yes.map((value, i) => value / (numbers === 'probabilities' ? sum : value + no[i]));
}

document.querySelector('input').onchange = async ({ target }) => {
  const photo = await createImageBitmap(target.files[0]);
  const side = Math.max(photo.width, photo.height); // of the square around the face
  const [left, top, scale] = [(photo.width - side) / 2, (photo.height - side) / 2, fine / side];
  square.setTransform(scale, 0, 0, scale, margin - left * scale, margin - top * scale);
  // Beyond the photo its edge is repeated.
  const spans = (length) => [[0, 1, -length, length], [length - 1, 1, length, length], [0, length, 0, length]];
  for (const [y, height, toY, toHeight] of spans(photo.height))
    for (const [x, width, toX, toWidth] of spans(photo.width))
      square.drawImage(photo, x, y, width, height, toX, toY, toWidth, toHeight);
  let view = new DOMMatrix();
  const first = await see(view);
  let answers = first;
  for (let time = 0; time < (views.realigned?.times ?? 0); time += 1) {
    view = aligned(movedBack(answers.get(views.realigned.by), view), views.realigned);
    answers = await see(view);
  }
  answers = new Map(answers);
  const others = views.mirrored ? await see(new DOMMatrix([-1, 0, 0, 1, 1, 0]).multiply(view)) : new Map();
  for (const { head, mirrored, meaning } of heads) {
    if (!others.has(head) || !mirrored) continue;
    const told = mirrored.from.map((from, i) => (mirrored.oneMinus[i] ? 1 - others.get(head)[from] : others.get(head)[from]));
    answers.set(head, pooled(answers.get(head), told, 0.5, meaning));
  }
  for (const name of views.realigned?.places ?? []) answers.set(name, movedBack(answers.get(name), view));
  for (const { head, meaning } of heads) {
    const share = views.realigned?.firstLook[head] ?? 0;
    answers.set(head, pooled(answers.get(head), first.get(head), share, meaning));
  }
  const lines = [...answers].map(([name, answer]) => \`\${name} \${answer.map((number) => number.toFixed(4)).join(' ')}\`);
  document.querySelector('pre').textContent = lines.join('\\n');
};
</script>
`;
  return [
    'Save it as `answer.html` beside the first one. It makes all the passes; its points are fractions of the square.',
    code('html', lines.trim()),
  ].join('\n\n');
}
