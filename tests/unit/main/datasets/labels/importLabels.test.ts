import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importIntoProject } from '../../../../../src/main/datasets/importIntoProject';
import { previewLabels } from '../../../../../src/main/datasets/labels/preview';
import { undoImport } from '../../../../../src/main/project/stepJobs';
import { recordingContext } from '../../../../support/recordingContext';
import { runningJob } from '../../../../support/runningJob';
import { temporaryFolder } from '../../../../support/temporaryFolder';
import { hostileZip, writeZip } from '../../../../support/zips';
import { temporaryProject } from '../../project/support';
import { imageSize, writeImage } from './support';

const names = ['left_eye', 'right_eye', 'nose', 'mouth_left', 'mouth_right'];
const keypoints = [20, 15, 2, 40, 15, 2, 30, 25, 1, 0, 0, 0, 38, 35, 2];
const { widthPx: width, heightPx: height } = imageSize;

interface Changes {
  readonly names?: readonly string[];
  readonly annotations?: readonly (object | null)[];
  readonly images?: readonly object[];
}

/** A COCO file's text about images 1.jpg … 4.jpg with a face each. */
function coco({ names: keypointNames = names, annotations, images }: Changes = {}): string {
  const ids = [1, 2, 3, 4];
  return JSON.stringify({
    categories: [{ id: 1, name: 'face', keypoints: keypointNames, skeleton: [] }],
    images: images ?? ids.map((id) => ({ id, file_name: `${id}.jpg`, width, height })),
    annotations:
      annotations ??
      ids.map((id) => ({
        id,
        image_id: id,
        category_id: 1,
        keypoints,
        attributes: { sex: 'F', smiling: true },
      })),
  });
}

async function cocoFolder(text: string): Promise<string> {
  const folder = temporaryFolder();
  for (const id of [1, 2, 3, 4]) await writeImage(folder, `images/${id}.jpg`);
  mkdirSync(join(folder, 'annotations'));
  writeFileSync(join(folder, 'annotations', 'people_val.json'), text);
  return folder;
}

describe('importing label files', () => {
  it('knows points and attributes by their common names, and the split by the file’s', async () => {
    const project = temporaryProject();
    const report = await importIntoProject(project, await cocoFolder(coco()), runningJob());
    expect(report).toMatchObject({ format: 'coco', read: 4, imported: 4, skipped: 0, problems: [] });
    expect(report.splits).toEqual({ validation: 4 });
    expect(project.faces.get(1)).toMatchObject({
      imagePath: 'images/1.jpg',
      attributes: { gender: 'female', smile: 'yes', glasses: null, pose: null },
      landmarks: [
        { x: 20, y: 15, visibility: 2 },
        { x: 40, y: 15, visibility: 2 },
        { x: 30, y: 25, visibility: 1 },
        { x: 0, y: 0, visibility: 0 },
        { x: 38, y: 35, visibility: 2 },
      ],
      origin: { file: 'annotations/people_val.json', line: null },
    });
  });

  it('adds what a table of one attribute says, and leaves all else of its faces alone', async () => {
    const project = temporaryProject();
    const folder = await cocoFolder(coco());
    await importIntoProject(project, folder, runningJob());
    const before = project.faces.get(2);
    const table = join(temporaryFolder(), 'glasses.csv');
    writeFileSync(table, 'image,glasses,smile\nimages/1.jpg,no,grin\nimages/2.jpg,yes,yes\n');
    const wish = { format: 'csv', images: folder } as const;
    const report = await importIntoProject(project, table, runningJob(), wish);
    expect(report).toMatchObject({ read: 2, updated: 2, problems: [{ code: 'value-unknown' }] });
    expect(project.faces.get(1).attributes).toMatchObject({ smile: 'yes', glasses: 'no' });
    const { landmarks, box, split, attributes } = before;
    expect(project.faces.get(2)).toMatchObject({
      ...{ landmarks, box, split },
      attributes: { ...attributes, glasses: 'yes' },
    });
    // The same photos again, without any labels.
    await importIntoProject(project, folder, runningJob(), { format: 'photos' });
    expect(project.faces.get(2)).toMatchObject({ landmarks, box, split });
    expect(project.faces.count()).toBe(4);
  });

  it('never goes by the order of points alone', async () => {
    const project = temporaryProject();
    const shuffled = coco({ names: ['a', 'b', 'c', 'd', 'e'] });
    const report = await importIntoProject(project, await cocoFolder(shuffled), runningJob());
    expect(report.problems.map(({ code }) => code)).toEqual([
      'point-unknown',
      'point-unknown',
      'point-unknown',
      'point-unknown',
    ]);
    expect(report.problems[0]).toMatchObject({ reason: 'the project has no point “a”: left out of 4 faces' });
    expect(project.faces.get(1).landmarks.every(({ visibility }) => visibility === 0)).toBe(true);
  });

  it('tells points that a whole body has and a face has not as one thing', async () => {
    const names = [
      'left_eye',
      'right_eye',
      'nose',
      ...Array.from({ length: 63 }, (_, index) => `face-${index}`),
    ];
    const annotations = [1, 2, 3, 4].map((id) => ({
      ...{ id, image_id: id, category_id: 1 },
      keypoints: names.flatMap((_, index) => [20 + (index % 9), 15, 2]),
    }));
    const body = coco({ names, annotations });
    const report = await importIntoProject(temporaryProject(), await cocoFolder(body), runningJob());
    expect(report.problems).toMatchObject([
      {
        code: 'point-unknown',
        reason: 'the project has no points “face-0”, “face-1”, “face-2” and 60 others: left out of 4 faces',
      },
    ]);
  });

  it('takes a person’s word for a name, and remembers it for the format', async () => {
    const project = temporaryProject();
    const folder = await cocoFolder(coco({ names: ['a', 'b', 'c', 'd', 'e'] }));
    const mapping = { a: 'left_eye', b: 'right_eye', c: 'nose', e: '-', 'smiling:true': 'no', sex: '-' };
    const report = await importIntoProject(project, folder, runningJob(), { mapping });
    expect(report.problems).toEqual([]);
    expect(project.faces.get(1)).toMatchObject({
      attributes: { gender: null, smile: 'no' },
      landmarks: [{ x: 20 }, { x: 40 }, { x: 30 }, { visibility: 0 }, { visibility: 0 }],
    });
    const kept = JSON.parse(readFileSync(join(project.folder, 'settings.json'), 'utf8')) as unknown;
    expect(kept).toEqual({ labelMappings: { coco: mapping } });
    const preview = await previewLabels(project, { path: folder }, recordingContext());
    expect(preview.points.map(({ name, target }) => [name, target])).toEqual([
      ['a', 'left_eye'],
      ['b', 'right_eye'],
      ['c', 'nose'],
      ['e', '-'],
    ]);
    expect(preview).toMatchObject({
      faces: 4,
      missing: ['mouth_left', 'mouth_right'],
      images: { found: 4, of: 4 },
      header: ['image', 'a', 'b', 'c', 'e', 'sex', 'smiling'],
      attributes: [
        { name: 'sex', target: '-' },
        { name: 'smiling', target: 'smile', values: [{ name: 'true', target: 'no' }] },
      ],
    });
    expect(preview.rows[0]).toEqual(['1.jpg', '20, 15', '40, 15', '30, 25', '38, 35', 'F', 'true']);
  });

  it('refuses a meaning that the project does not have', async () => {
    const folder = await cocoFolder(coco());
    await expect(
      importIntoProject(temporaryProject(), folder, runningJob(), { mapping: { nose: 'left_ear' } }),
    ).rejects.toMatchObject({ code: 'mapping-unknown' });
  });

  it('says when left looks like the person’s, and swaps the sides when told to', async () => {
    const project = temporaryProject();
    const persons = coco({ names: ['right_eye', 'left_eye', 'nose', 'mouth_right', 'mouth_left'] });
    const folder = await cocoFolder(persons);
    const report = await importIntoProject(project, folder, runningJob());
    expect(report.problems).toMatchObject([{ code: 'sides-look-swapped' }]);
    expect(report.problems[0]!.reason).toContain('in 4 of 4 faces');
    expect((await previewLabels(project, { path: folder }, recordingContext())).swapped).toEqual({
      faces: 4,
      of: 4,
    });
    const again = await importIntoProject(project, folder, runningJob(), { sides: 'swap' });
    expect(again).toMatchObject({ imported: 0, updated: 4, problems: [] });
    expect(project.faces.get(1).landmarks.map(({ x }) => x)).toEqual([20, 40, 30, 0, 38]);
    const swapped = await previewLabels(project, { path: folder, sides: 'swap' }, recordingContext());
    expect(swapped.swapped).toBeNull();
  });

  it('is undone as one step, also where it labelled photos that were there', async () => {
    const project = temporaryProject();
    const folder = await cocoFolder(coco());
    await importIntoProject(project, join(folder, 'images'), runningJob(), { format: 'photos' });
    const wish = { images: join(folder, 'images') };
    const report = await importIntoProject(project, folder, runningJob(), wish);
    expect(report).toMatchObject({ imported: 0, updated: 4 });
    expect(project.faces.count()).toBe(4);
    expect(project.faces.get(1).landmarks[0]).toEqual({ x: 20, y: 15, visibility: 2 });
    await undoImport(project, report.importId, false, runningJob());
    expect(project.faces.count()).toBe(4);
    expect(project.faces.get(1).landmarks[0]).toEqual({ x: 0, y: 0, visibility: 0 });
  });

  it('lists what it cannot take and goes on', async () => {
    const project = temporaryProject();
    const own = { category_id: 1, keypoints };
    const text = coco({
      images: [
        { id: 1, file_name: '1.jpg', width, height },
        { id: 1, file_name: '4.jpg' },
        { id: 2, file_name: '2.jpg', width: height, height: width },
        { id: 3, file_name: 'gone.jpg' },
        { id: 4, file_name: '' },
        { id: 5, file_name: '../../etc/passwd' },
      ],
      annotations: [
        { id: 1, image_id: 1, ...own },
        { id: 1, image_id: 1, ...own },
        { id: 2, image_id: 2, ...own },
        { id: 3, image_id: 3, ...own },
        { id: 4, image_id: 4, ...own },
        { id: 5, image_id: 5, ...own },
        { id: 6, image_id: 1, ...own, keypoints: [1, 2] },
        { id: 7, image_id: 1, ...own, keypoints: [1e9, 2, 2] },
        { id: 8, image_id: 1, ...own, keypoints: [1, 2, 7] },
        { id: 9, image_id: 1, ...own, keypoints: ['x'] },
        { id: 10, image_id: 1, ...own },
        { id: 11, image_id: 1, category_id: 1 },
        null,
      ],
    });
    const report = await importIntoProject(project, await cocoFolder(text), runningJob());
    expect(report).toMatchObject({ read: 13, imported: 1, skipped: 12 });
    expect(report.problems.map(({ code }) => code).sort()).toEqual([
      'annotation-invalid',
      'annotation-invalid',
      'annotation-invalid',
      'annotation-invalid',
      'annotation-invalid',
      'duplicate-id',
      'duplicate-id',
      'image-invalid',
      'image-missing',
      'image-missing',
      'image-size-differs',
      'image-unknown',
      'point-outside',
      'repeated-row',
    ]);
  });

  it('reads a zip, and the labels that lie beside a broken file', async () => {
    const folder = await cocoFolder(coco());
    const entries: Record<string, Buffer> = { 'annotations/broken.json': Buffer.from('{"images":[') };
    for (const path of ['annotations/people_val.json', ...[1, 2, 3, 4].map((id) => `images/${id}.jpg`)]) {
      entries[path] = readFileSync(join(folder, path));
    }
    const archive = join(temporaryFolder(), 'labels.zip');
    await writeZip(archive, entries);
    const project = temporaryProject();
    const report = await importIntoProject(project, archive, runningJob());
    expect(report).toMatchObject({ format: 'coco', read: 5, imported: 4, skipped: 1 });
    expect(report.problems).toMatchObject([{ file: 'annotations/broken.json', code: 'label-file-broken' }]);
    expect(project.sources.list()).toMatchObject([{ kind: 'archive', origin: archive }]);
  });

  it('tells an image of a zip that is damaged, and brings the others', async () => {
    const folder = await cocoFolder(coco());
    const images = [1, 2, 3, 4].map((id) => ({
      name: `images/${id}.jpg`,
      data: readFileSync(join(folder, `images/${id}.jpg`)),
      ...(id === 2 ? { checksum: 1 } : {}),
    }));
    const archive = join(temporaryFolder(), 'labels.zip');
    writeFileSync(archive, hostileZip([{ name: 'people.json', data: coco() }, ...images]));
    const report = await importIntoProject(temporaryProject(), archive, runningJob());
    expect(report).toMatchObject({ format: 'coco', read: 4, imported: 3, skipped: 1 });
    expect(report.problems.map(({ file, code }) => [file, code])).toEqual([
      ['images/2.jpg', 'archive-broken'],
      ['people.json', 'image-missing'],
    ]);
  });

  it('does not choose among images that are equally likely, nor follow links in circles', async () => {
    const folder = await cocoFolder(coco({ images: [{ id: 1, file_name: 'x/1.jpg' }] }));
    await writeImage(folder, 'others/1.jpg');
    symlinkSync(folder, join(folder, 'images', 'around'));
    const report = await importIntoProject(temporaryProject(), folder, runningJob());
    expect(report.imported).toBe(0);
    expect(report.problems).toContainEqual(expect.objectContaining({ code: 'image-ambiguous' }));
  });

  it('fails where nothing can be read, and leaves no record', async () => {
    const project = temporaryProject();
    const file = join(temporaryFolder(), 'labels.json');
    const cases: [string | Buffer, string][] = [
      ['', 'label-file-broken'],
      ['{"images":[', 'label-file-broken'],
      ['{"images":[],"annotations":[{"score":NaN}]}', 'label-file-broken'],
      ['{"a":1}', 'format-unknown'],
      [coco({ annotations: [] }), 'no-rows'],
      [Buffer.from('{"images":[]}', 'utf16le'), 'encoding'],
    ];
    for (const [content, code] of cases) {
      writeFileSync(file, content);
      await expect(importIntoProject(project, file, runningJob())).rejects.toMatchObject({ code });
    }
    writeFileSync(file, '{"images":[');
    await expect(importIntoProject(project, file, runningJob(), { format: 'coco' })).rejects.toMatchObject({
      code: 'label-file-broken',
    });
    expect(project.imports.list()).toEqual([]);
    expect(existsSync(join(project.folder, 'settings.json'))).toBe(false);
  });

  it('reads other encodings', async () => {
    const folder = temporaryFolder();
    await writeImage(folder, 'è.jpg');
    const table = 'image;left_eye_x;left_eye_y;gender\r\nè.jpg;20;15;männlich\r\n';
    const encodings: Record<string, Buffer> = {
      utf8: Buffer.from(`\ufeff${table}`),
      utf16: Buffer.from(`\ufeff${table}`, 'utf16le'),
      latin1: Buffer.from(table, 'latin1'),
    };
    for (const bytes of Object.values(encodings)) {
      const project = temporaryProject();
      writeFileSync(join(folder, 'faces.csv'), bytes);
      const mapping = { 'gender:männlich': 'male' };
      const report = await importIntoProject(project, folder, runningJob(), { mapping });
      expect(report).toMatchObject({ format: 'csv', imported: 1, problems: [] });
      expect(project.faces.get(1)).toMatchObject({ imagePath: 'è.jpg', attributes: { gender: 'male' } });
    }
  });

  it('stops between two files with nothing added', async () => {
    const project = temporaryProject();
    const context = recordingContext();
    context.abort();
    await expect(
      importIntoProject(project, await cocoFolder(coco()), runningJob(context)),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(project.faces.count()).toBe(0);
  });
});
