// node scripts/run.mjs bench/models.mjs PROJECT RUN [PYTHON]: hands a run on in every format, lets each format's own runtime answer 100
// faces of the project, and prints the largest difference from what the engine answers. PYTHON has tensorflow, keras,
// onnxruntime and pillow; FACET_BROWSER is a Chromium.
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { root } from '../scripts/node.mjs';
import { fromSources } from './fromSources.mjs';

const [project, run, python] = process.argv.slice(2);
const { main } = await fromSources('models.ts');
const { folder, reference } = await main(project, run);
const require = createRequire(import.meta.url);

function largestDifference(answers) {
  return Math.max(
    ...Object.entries(reference.expected).map(([output, values]) => {
      if (answers[output].length !== values.length) throw new Error(`${output} has another length.`);
      return values.reduce(
        (most, value, index) => Math.max(most, Math.abs(value - answers[output][index])),
        0,
      );
    }),
  );
}

async function onnx() {
  const { InferenceSession, Tensor } = require('onnxruntime-node');
  const session = await InferenceSession.create(join(folder, 'onnx', 'model.onnx'));
  const bytes = readFileSync(join(folder, 'crops.bin'));
  const crops = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const { faces, sizePx } = reference;
  const answers = await session.run({ image: new Tensor('float32', crops, [faces, sizePx, sizePx, 3]) });
  return Object.fromEntries(Object.entries(answers).map(([output, { data }]) => [output, data]));
}

const examplePages = ['/example.html', '/answer.html'];

/** Those in the export's README: of the first pass, and of all of them where there are more. */
function programs() {
  const readme = readFileSync(join(folder, 'tfjs', 'README.md'), 'utf8');
  return Array.from(readme.matchAll(/```html\n([\s\S]*?)```/g), ([, program]) => program);
}

/** What the page of tfjs is served: the export, the crops, and the library as its package has it. */
function served(address) {
  if (address === '/') return '<!doctype html><script src="tf.min.js"></script>';
  if (examplePages.includes(address)) return programs()[examplePages.indexOf(address)];
  if (address === '/tf.min.js')
    return readFileSync(resolve(root, 'node_modules/@tensorflow/tfjs/dist/tf.min.js'));
  return readFileSync(join(folder, address === '/crops.bin' ? '' : 'tfjs', address));
}

async function browser() {
  const server = createServer((request, answer) => {
    const html = request.url === '/' || request.url.endsWith('.html');
    try {
      answer.setHeader('content-type', html ? 'text/html; charset=utf-8' : 'application/octet-stream');
      answer.end(served(request.url));
    } catch {
      answer.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const address = `http://127.0.0.1:${server.address().port}`;
  const { chromium } = require('@playwright/test');
  const window = await chromium.launch({ executablePath: process.env.FACET_BROWSER });
  try {
    const page = await window.newPage();
    await page.goto(address);
    const answers = await page.evaluate(async ({ faces, sizePx }) => {
      const tf = globalThis.tf;
      await tf.setBackend('cpu');
      const model = await tf.loadLayersModel('model.json');
      const crops = new Float32Array(await (await fetch('crops.bin')).arrayBuffer());
      const image = tf.tensor4d(crops, [faces, sizePx, sizePx, 3]);
      const found = [model.predict(image)].flat();
      return Object.fromEntries(found.map((one, index) => [model.outputNames[index], [...one.dataSync()]]));
    }, reference);
    const shown = [];
    for (const example of examplePages.slice(0, programs().length)) {
      await page.goto(`${address}${example}`);
      await page.waitForFunction(() => globalThis.document.querySelector('input').onchange !== null);
      await page.setInputFiles('input', reference.photos[0]);
      await page.waitForFunction(() => globalThis.document.querySelector('pre').textContent !== '');
      shown.push(`${example}\n${await page.textContent('pre')}`);
    }
    return { answers, shown };
  } finally {
    await window.close();
    server.close();
  }
}

console.log(`${reference.faces} faces, ${reference.engine}, exported to ${folder}`);
console.log('onnxruntime-node', largestDifference(await onnx()));
if (process.env.FACET_BROWSER) {
  const { answers, shown } = await browser();
  console.log('tfjs in a browser', largestDifference(answers));
  console.log(shown.join('\n'));
  console.log('all passes, the engine, of the square around the face:');
  for (const [output, values] of Object.entries(reference.expectedOfAllPasses ?? {}))
    console.log(
      output,
      values
        .slice(0, values.length / reference.faces)
        .map((value) => value.toFixed(4))
        .join(' '),
    );
}
if (python) spawnSync(python, [resolve(root, 'bench/models.py'), folder], { stdio: 'inherit' });
