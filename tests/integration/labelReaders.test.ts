import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importIntoProject } from '../../src/main/datasets/importIntoProject';
import { exportLabels } from '../../src/main/datasets/labels/exportLabels';
import { exampleMtfl, writeFiles } from '../support/mtfl';
import { hasModules, runPython } from '../support/python';
import { recordingContext } from '../support/recordingContext';
import { runningJob } from '../support/runningJob';
import { temporaryFolder } from '../support/temporaryFolder';
import { temporaryProject } from '../unit/main/project/support';

const script = resolve(import.meta.dirname, '../../bench/formats.py');
/** What Python would need to read each format as the format's own tools do. */
const modules = { coco: ['pycocotools'], tfrecord: ['tensorflow'], yolo: ['yaml', 'PIL'] } as const;

describe('the formats’ own readers', () => {
  for (const [format, names] of Object.entries(modules)) {
    it.skipIf(!hasModules(names))(`read ${format} (needs Python’s ${names.join(' and ')})`, async () => {
      const source = temporaryFolder();
      writeFiles(source, await exampleMtfl({ training: 6, testing: 3 }));
      const project = temporaryProject();
      await importIntoProject(project, source, runningJob());
      const folder = temporaryFolder();
      const wish = { folder: join(folder, format), format: format as keyof typeof modules, images: true };
      await exportLabels(project, wish, recordingContext());
      const { stdout, stderr } = runPython(script, [folder]);
      const found = stdout.split('\n').find((line) => line.includes(`"${format}"`));
      const sum = project.faces
        .list()
        .flatMap(({ landmarks }) => landmarks)
        .reduce((all, { x, y }) => all + x + y, 0);
      const read = JSON.parse(found ?? '{}') as { readonly faces: number; readonly sum: number };
      expect(read.faces, stderr).toBe(9);
      expect(read.sum).toBeCloseTo(sum, 1);
    });
  }
});
