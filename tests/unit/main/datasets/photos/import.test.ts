import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importIntoProject } from '../../../../../src/main/datasets/importIntoProject';
import { inspectDataset } from '../../../../../src/main/datasets/formatOf';
import { exampleJpeg, exampleMtfl, exampleSize, writeFiles } from '../../../../support/mtfl';
import { runningJob } from '../../../../support/runningJob';
import { temporaryFolder } from '../../../../support/temporaryFolder';
import { writeZip } from '../../../../support/zips';
import { temporaryProject } from '../../project/support';

async function photosFolder(): Promise<string> {
  const folder = temporaryFolder();
  const one = await exampleJpeg(1);
  writeFiles(folder, {
    'one.jpg': one,
    'deep/er/two.jpg': await exampleJpeg(2),
    'deep/same as one.jpg': one,
    'broken.jpg': 'no picture',
    'notes.md': 'not a photo',
    '.hidden/three.jpg': await exampleJpeg(3),
  });
  return folder;
}

describe('photos of a folder', () => {
  it('become faces without labels, each its whole image, and say what is no image', async () => {
    const project = temporaryProject();
    const folder = await photosFolder();
    const report = await importIntoProject(project, folder, runningJob());
    expect(report).toMatchObject({
      ...{ format: 'photos', importId: 1, read: 4, imported: 3, updated: 0, skipped: 1 },
      splits: { training: 3 },
      problems: [{ file: 'broken.jpg', code: 'image-broken' }],
      duplicates: [['deep/same as one.jpg', 'one.jpg']],
    });
    const faces = project.faces.list();
    expect(faces.map(({ imagePath }) => imagePath)).toEqual([
      ...['deep/er/two.jpg', 'deep/same as one.jpg', 'one.jpg'],
    ]);
    const { widthPx: width, heightPx: height } = exampleSize;
    for (const face of faces) {
      expect(face.drawnBox).toEqual({ x: 0, y: 0, width, height, drawnBy: 'image' });
      expect(face.landmarks.every(({ visibility }) => visibility === 0)).toBe(true);
      expect(Object.values(face.attributes)).toEqual([null, null, null, null]);
      expect(face.origin).toEqual({ file: face.imagePath, line: null });
    }
    project.journal.undo('me');
    expect(project.faces.count()).toBe(0);
  });

  it('read again are updated, and keep the labels they got here', async () => {
    const project = temporaryProject();
    const folder = await photosFolder();
    await importIntoProject(project, folder, runningJob());
    project.journal.apply({ kind: 'attribute', faceId: 1, attribute: 'pose', to: 'left' }, 'me');
    expect(await importIntoProject(project, folder, runningJob())).toMatchObject({ imported: 0, updated: 3 });
    expect(project.faces.get(1).attributes['pose']).toBe('left');
  });

  it('stop between two batches, and what came until then can be undone', async () => {
    const project = temporaryProject();
    const abort = new AbortController();
    const job = { ...runningJob(), signal: abort.signal };
    abort.abort();
    await expect(importIntoProject(project, await photosFolder(), job)).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(project.imports.list()).toEqual([]);
  });
});

describe('inspectDataset', () => {
  it('tells MTFL from photos, and both from nothing', async () => {
    const mtfl = temporaryFolder();
    writeFiles(mtfl, await exampleMtfl({ training: 2, testing: 1 }));
    expect(await inspectDataset(mtfl)).toEqual({ format: 'mtfl' });
    expect(await inspectDataset(await photosFolder())).toEqual({ format: 'photos' });
    const empty = temporaryFolder();
    await expect(inspectDataset(empty)).rejects.toMatchObject({ code: 'not-mtfl' });
    await expect(inspectDataset(join(empty, 'nowhere'))).rejects.toMatchObject({ code: 'dataset-missing' });
    await writeZip(join(empty, 'other.zip'), { 'a.jpg': await exampleJpeg(1) });
    await expect(inspectDataset(join(empty, 'other.zip'))).rejects.toMatchObject({ code: 'not-mtfl' });
  });
});
