import type { ModelFormat } from '@shared/learning/modelFormat';
import type { Preprocess } from '../preprocess';
import { code } from './markdown';
import { pythonRuntimes } from './pythonRuntimes';

/** A program of about twenty lines that loads the model and says what it answers of a face in a photo. */
export function example(format: ModelFormat, { crop }: Preprocess): string {
  if (format === 'tfjs') return tfjsExample(crop.of === 'face');
  const isFace = crop.of === 'face';
  const { install, load, answer } = pythonRuntimes[format];
  const program = [
    `# pip install ${install} numpy pillow`,
    `# python example.py photo.jpg${isFace ? ' LEFT TOP SIDE (the square around the face, in pixels)' : ''}`,
    'import json, sys',
    'import numpy as np',
    load.module,
    'from PIL import Image, ImageOps',
    '',
    'size = json.load(open("preprocess.json"))["input"]["sizePx"]',
    'labels = json.load(open("labels.json"))["heads"]',
    'photo = ImageOps.exif_transpose(Image.open(sys.argv[1])).convert("RGB")',
    ...(isFace ? faceCrop : imageCrop),
    'image = np.asarray(crop, dtype=np.float32)[None]',
    '',
    `model = ${load.model('./')}`,
    ...answer,
    'for head in labels:',
    '    numbers = np.asarray(answers[head["output"]])[0]',
    '    meaning = head["meaning"]',
    '    names = meaning.get("points") or meaning.get("names") or [value["name"] for value in meaning["values"]]',
    '    for name, number in zip(names[-len(numbers):], numbers):',
    '        print(head["head"], name, np.round(number, 4))',
  ];
  return [
    `Save it as \`example.py\` in this folder. It prints what each head says${isFace ? '; points are fractions of the square' : ''}.`,
    code('python', program.join('\n')),
  ].join('\n\n');
}

/** Beyond the photo its edge is repeated, as in training. */
const faceCrop = [
  'left, top, side = (float(word) for word in sys.argv[2:5])',
  'border = int(side) + 1',
  'edged = Image.fromarray(np.pad(np.asarray(photo), ((border, border), (border, border), (0, 0)), mode="edge"))',
  'box = (left + border, top + border, left + side + border, top + side + border)',
  'crop = edged.resize((size, size), Image.Resampling.BILINEAR, box=box)',
];

/** Stretched without anti-aliasing, as in training. */
const imageCrop = [
  'box = (0, 0, photo.width, photo.height)',
  'crop = photo.transform((size, size), Image.Transform.EXTENT, box, Image.Resampling.BILINEAR)',
];

function tfjsExample(isFace: boolean): string {
  const where = isFace ? '; in a photo that shows more than a face, give the square around it' : '';
  const square = isFace
    ? '  const side = Math.max(photo.width, photo.height); // of the square around the face'
    : '';
  const box = isFace
    ? '(photo.width - side) / 2, (photo.height - side) / 2, side, side'
    : '0, 0, photo.width, photo.height';
  const program = [
    '<!doctype html>',
    '<script src="tf.min.js"></script>',
    '<input type="file" accept="image/*" /><pre></pre>',
    '<script type="module">',
    'const read = async (name) => (await fetch(name)).json();',
    "const [{ input }, { heads }] = [await read('preprocess.json'), await read('labels.json')];",
    "const model = await tf.loadLayersModel('model.json');",
    'const canvas = new OffscreenCanvas(input.sizePx, input.sizePx);',
    "const picture = canvas.getContext('2d');",
    "picture.imageSmoothingQuality = 'high';",
    "document.querySelector('input').onchange = async ({ target }) => {",
    '  const photo = await createImageBitmap(target.files[0]);',
    square,
    `  picture.drawImage(photo, ${box}, 0, 0, input.sizePx, input.sizePx);`,
    '  const answers = [model.predict(tf.browser.fromPixels(canvas).toFloat().expandDims())].flat();',
    '  const lines = heads.map(({ head, output, meaning }) => {',
    '    const names = meaning.points ?? meaning.names ?? meaning.values.map(({ name }) => name);',
    '    const numbers = answers[model.outputNames.indexOf(output)].squeeze([0]).arraySync();',
    '    return names.slice(-numbers.length).map((name, index) => `${head} ${name} ${numbers[index]}`);',
    '  });',
    "  document.querySelector('pre').textContent = lines.flat().join('\\n');",
    '};',
    '</script>',
  ].filter((line) => line !== '');
  return [
    'Save it as `example.html` in this folder, beside `tf.min.js` from the package `@tensorflow/tfjs` (4.22, its folder ' +
      `\`dist\`), and serve the folder (\`python -m http.server\`). Choose a photo of a face${where}: it shows what each head says.`,
    code('html', program.join('\n')),
  ].join('\n\n');
}
