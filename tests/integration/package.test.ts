/** What would be packaged, laid out by the configuration’s own patterns, and run from there. Needs a build. */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, matchesGlob, resolve, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packaging from '../../electron-builder.config';
import { outFolder } from '../../src/main/outFolder';
import { forkProcess } from '../../src/main/runtime/processLine';
import type { FromEngine } from '../../src/main/learning/engine/protocol';
import { engineEnvironment } from '../../src/main/learning/engine/environment';
import { installedTensorFlow } from '../../src/main/runtime/tensorflow/state';

const root = resolve(import.meta.dirname, '../..');
const isBuilt = existsSync(join(outFolder(), 'main', 'index.js'));

/** As electron-builder reads them (util/filter.js): a pattern after the other, each may take back what is so far. */
function matches(path: string, patterns: readonly string[]): boolean {
  let match = false;
  for (const pattern of patterns) {
    const negated = pattern.startsWith('!');
    if (match === negated) match = negated !== matchesGlob(path, negated ? pattern.slice(1) : pattern);
  }
  return match;
}

const plain = packaging.files.filter((pattern) => typeof pattern === 'string');
const sets = packaging.files.filter((pattern) => typeof pattern !== 'string').flatMap(({ filter }) => filter);
/** Of the application's own files; of its modules everything is taken but what is excluded (fileMatcher.js). */
const ownPatterns = [...plain, ...sets];
const modulePatterns = ['**/*', ...plain.filter((pattern) => pattern.startsWith('!')), ...sets];

interface PackageFacts {
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}
const factsOf = (folder: string): PackageFacts =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageFacts;

/** Folders, below the root, of everything that is needed at run time: what electron-builder collects. */
function productionModules(): string[] {
  const found = new Set<string>();
  const visit = (folder: string): void => {
    const { dependencies = {}, optionalDependencies = {} } = factsOf(join(root, folder));
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const at = locate(folder, name);
      if (at === null || found.has(at)) continue;
      found.add(at);
      visit(at);
    }
  };
  visit('');
  return [...found];
}

/** As Node looks a module up: in the nearest node_modules upwards. */
function locate(from: string, name: string): string | null {
  for (let at = from; ; at = dirname(at)) {
    const candidate = join(at, 'node_modules', name);
    if (existsSync(join(root, candidate, 'package.json'))) return candidate;
    if (at === '' || at === '.') return null;
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .map((path) => path.split(sep).join('/'));
}

let stage: string;
let staged: string[];
beforeAll(() => {
  if (!isBuilt) return;
  stage = mkdtempSync(join(tmpdir(), 'facet-package-'));
  const own = [...filesBelow('out'), 'package.json'].filter((path) => matches(path, ownPatterns));
  const modules = productionModules()
    .flatMap(filesBelow)
    .filter((path) => matches(path, modulePatterns));
  staged = [...own, ...new Set(modules)];
  for (const path of staged) {
    mkdirSync(dirname(join(stage, path)), { recursive: true });
    cpSync(join(root, path), join(stage, path));
  }
});
afterAll(() => isBuilt && rmSync(stage, { recursive: true, force: true }));

/** Starts the staged engine; answers what it says first. */
async function firstWord(backend: 'wasm' | 'tensorflow', libraryPaths: readonly string[] = []) {
  const file = join(stage, 'out', 'main', 'engine.js');
  const environment = engineEnvironment(process.env, libraryPaths);
  const line = forkProcess<never, FromEngine>(file, [JSON.stringify({ backend })], environment);
  const ended = new Promise<FromEngine | { lastWords: string }>((end) => line.onEnd(end));
  const said = new Promise<FromEngine>((say) => line.onMessage(say));
  const first = await Promise.race([said, ended]);
  line.kill();
  await ended;
  return first;
}

async function runStaged(code: string): Promise<string> {
  const words = ['--input-type=module', '-e', code];
  const child = spawn(process.execPath, words, { cwd: stage, timeout: 60_000 });
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (out += chunk.toString()));
  await new Promise((closed) => child.on('close', closed));
  return out.trim();
}

describe.skipIf(!isBuilt)('the package (needs a build)', () => {
  it('has every built entry, and nothing of the build’s own', () => {
    for (const entry of ['main/index.js', 'main/engine.js', 'main/bindingProbe.js', 'main/cropWorker.js']) {
      expect(staged).toContain(`out/${entry}`);
    }
    expect(staged).toContain('out/preload/index.cjs');
    expect(staged).toContain('out/renderer/index.html');
    expect(staged.filter((path) => /^out\/\.|^(src|tests|e2e|docs|scripts)\//.test(path))).toEqual([]);
  });

  it('has no Node of its own, no compiler’s tools, and no window’s library a second time', () => {
    const folders = new Set(staged.map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]));
    for (const name of Object.keys(factsOf(root).optionalDependencies ?? {})) {
      expect(folders.has(name), name).toBe(false);
    }
    for (const name of [
      'node-gyp',
      'electron',
      'electron-builder',
      'reka-ui',
      'vue-i18n',
      'vue-router',
      'lucide-vue-next',
      'playwright',
    ]) {
      expect(folders.has(name), name).toBe(false);
    }
  });

  it('has the networks of the face finder, the teacher and the adviser, and nothing else of their packages', () => {
    const folder = 'node_modules/@mediapipe';
    const ofMandic = 'node_modules/@vladmandic';
    const networks = staged.filter((path) => [folder, ofMandic].some((of) => path.startsWith(`${of}/`)));
    expect(networks.toSorted()).toEqual([
      `${folder}/face_detection/face_detection_full_range.tflite`,
      `${folder}/face_detection/package.json`,
      `${folder}/face_mesh/face_mesh_solution_packed_assets.data`,
      `${folder}/face_mesh/face_mesh_solution_packed_assets_loader.js`,
      `${folder}/face_mesh/package.json`,
      `${ofMandic}/face-api/LICENSE`,
      `${ofMandic}/face-api/model/age_gender_model-weights_manifest.json`,
      `${ofMandic}/face-api/model/age_gender_model.bin`,
      `${ofMandic}/face-api/model/face_expression_model-weights_manifest.json`,
      `${ofMandic}/face-api/model/face_expression_model.bin`,
      `${ofMandic}/face-api/package.json`,
      `${ofMandic}/human/LICENSE`,
      `${ofMandic}/human/models/emotion.bin`,
      `${ofMandic}/human/models/emotion.json`,
      `${ofMandic}/human/package.json`,
    ]);
  });

  it('unpacks what the system itself loads, and nothing else', () => {
    const isNative = (path: string): boolean => /\.(node|so|dylib|dll)(\.\d+)*$/.test(path);
    const native = staged.filter(isNative);
    expect(native.some((path) => path.includes('@img/sharp-libvips'))).toBe(process.platform === 'linux');
    for (const path of native) expect(matches(path, packaging.asarUnpack), path).toBe(true);
    const unpacked = staged.filter((path) => matches(path, packaging.asarUnpack));
    expect(unpacked.every((path) => isNative(path) || path.startsWith('node_modules/@img/'))).toBe(true);
  });

  it('reads images with what is in it', async () => {
    const code = `import sharp from 'sharp';
      const made = await sharp({ create: { width: 2, height: 3, channels: 3, background: 'red' } }).png().toBuffer();
      const { width, height } = await sharp(made).metadata();
      console.log(width, height);`;
    expect(await runStaged(code)).toBe('2 3');
  });

  it('draws charts with what is in it', async () => {
    const code = `import { init, use } from 'echarts/core';
      import { LineChart } from 'echarts/charts';
      import { GridComponent } from 'echarts/components';
      import { SVGRenderer } from 'echarts/renderers';
      use([LineChart, GridComponent, SVGRenderer]);
      const chart = init(null, null, { renderer: 'svg', ssr: true, width: 40, height: 30 });
      chart.setOption({ animation: false, xAxis: {}, yAxis: {}, series: [{ type: 'line', data: [[1, 2]] }] });
      console.log(chart.renderToSVGString().slice(0, 4));
      chart.dispose();`;
    expect(await runStaged(code)).toBe('<svg');
  });

  it('learns on wasm with what is in it', async () => {
    expect(await firstWord('wasm')).toMatchObject({ type: 'ready', description: { backend: 'wasm' } });
  });

  const tensorFlow = installedTensorFlow();
  it.skipIf(tensorFlow === null)('learns on TensorFlow with what is in it (needs TensorFlow)', async () => {
    expect(await firstWord('tensorflow', tensorFlow!.libraryPaths)).toMatchObject({
      type: 'ready',
      description: { backend: 'tensorflow' },
    });
  });
});
