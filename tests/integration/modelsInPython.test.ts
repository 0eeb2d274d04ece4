import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ModelFormat } from '@shared/learning/modelFormat';
import { modelWriters } from '../../src/main/models/formats';
import { largestDifference } from '../support/numbers';
import { hasModules, runPython } from '../support/python';
import { temporaryFolder } from '../support/temporaryFolder';
import { sampleGraphNames, sampleGraphs } from '../unit/main/models/sampleGraph';

const script = resolve(import.meta.dirname, '../../bench/modelAnswers.py');
/** What Python needs to ask a model of each format. */
const modules = {
  onnx: ['onnxruntime'],
  keras: ['keras', 'tensorflow'],
  savedmodel: ['tensorflow'],
} as const satisfies Partial<Record<ModelFormat, readonly string[]>>;
const formats = Object.keys(modules) as (keyof typeof modules)[];

describe.each(sampleGraphNames)('%s in the formats’ own runtimes', (name) => {
  for (const format of formats) {
    const names = ['numpy', ...modules[format]];
    it.skipIf(!hasModules(names))(
      `answer in ${format} what is answered here (needs Python’s ${names.join(' and ')})`,
      async () => {
        const { graph, pixels, count, expected } = await sampleGraphs[name]();
        const folder = temporaryFolder();
        const [file] = await modelWriters[format](graph, {});
        writeFileSync(join(folder, file!.name), file!.bytes);
        const images = join(folder, 'images.bin');
        writeFileSync(images, new Uint8Array(pixels.buffer));
        const model = format === 'savedmodel' ? folder : join(folder, file!.name);
        const shape = [count, ...graph.input.shape].join(',');
        const { stdout, stderr } = runPython(script, [format, model, images, shape]);
        const answers = JSON.parse(stdout.split('\n').findLast((line) => line !== '') ?? '{}') as Record<
          string,
          number[]
        >;
        expect(Object.keys(answers).sort(), stderr).toEqual(Object.keys(expected).sort());
        for (const [output, values] of Object.entries(expected)) {
          expect(largestDifference(answers[output]!, values), output).toBeLessThan(1e-4);
        }
      },
    );
  }
});
