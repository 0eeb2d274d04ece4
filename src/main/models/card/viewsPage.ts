import type { AdviserPooling } from '../adviser/pooling';
import { code } from './markdown';

/** For a browser. */
export function viewsPage(adviser: AdviserPooling | null): string {
  const lines = `
<!doctype html>
<script src="tf.min.js"></script>
<input type="file" accept="image/*" /><pre></pre>
<script type="module">
const read = async (name) => (await fetch(name)).json();
const [preprocess, { heads }] = [await read('preprocess.json'), await read('labels.json')];
const { input, resize } = preprocess;
const views = preprocess.views ?? { mirrored: false, realigned: null };
const model = await tf.loadLayersModel('model.json');
${adviser === null ? '' : `const adviser = await tf.loadLayersModel('${adviser.model}/model.json');\n`}const { throughPx: fine, marginPx: margin } = resize;
const whole = fine + 2 * margin;
const drawing = (side) => new OffscreenCanvas(side, side).getContext('2d', { willReadFrequently: true });
const [square, picture] = [drawing(whole), drawing(input.sizePx)];
square.imageSmoothingQuality = 'high';

// What a model answers, by output, for the face as view moves it, in fractions of the square.
async function ask(model, view) {
  const { sizePx } = input;
  picture.setTransform(new DOMMatrix().scale(sizePx).multiply(view).scale(1 / fine).translate(-margin, -margin));
  picture.drawImage(square.canvas, 0, 0);
  const all = [model.predict(tf.browser.fromPixels(picture.canvas).toFloat().expandDims())].flat();
  return new Map(model.outputNames.map((output, index) => [output, [...all[index].dataSync()]]));
}

// The same of this model, by head.
async function see(view) {
  const answers = await ask(model, view);
  return new Map(heads.map(({ head, output }) => [head, answers.get(output)]));
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
${adviser === null ? '' : askedInPage}  const lines = [...answers].map(([name, answer]) => \`\${name} \${answer.map((number) => number.toFixed(4)).join(' ')}\`);
  document.querySelector('pre').textContent = lines.join('\\n');
};
</script>
`;
  return [
    'Save it as `answer.html` beside the first one. It makes all the passes; its points are fractions of the square.',
    code('html', lines.trim()),
  ].join('\n\n');
}

const askedInPage = `  const told = await ask(adviser, view);
  for (const { head, output } of heads) {
    const exponents = preprocess.adviser.heads[head];
    if (!exponents) continue;
    const both = answers.get(head).map((own, i) => own ** exponents.own * told.get(output)[i] ** exponents.adviser);
    const sum = both.reduce((total, value) => total + value, 0);
    answers.set(head, both.map((value) => value / sum));
  }
`;
