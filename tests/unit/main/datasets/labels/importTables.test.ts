import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { importIntoProject } from '../../../../../src/main/datasets/importIntoProject';
import { exportLabels } from '../../../../../src/main/datasets/labels/exportLabels';
import { previewLabels } from '../../../../../src/main/datasets/labels/preview';
import { recordingContext } from '../../../../support/recordingContext';
import { runningJob } from '../../../../support/runningJob';
import { temporaryFolder } from '../../../../support/temporaryFolder';
import { temporaryProject } from '../../project/support';
import { fullTemplate, writeImage } from './support';

const names = mtflTemplate.scheme.points.map(({ id }) => id);

/** 1.jpg to 4.jpg beside a file. */
async function photosWith(name: string, text: string): Promise<string> {
  const folder = temporaryFolder();
  for (const id of [1, 2, 3, 4]) await writeImage(folder, `${id}.jpg`);
  writeFileSync(join(folder, name), text);
  return folder;
}

describe('importing tables', () => {
  it('refuses a column of a point that the project does not have, names those that it has, and forgets it', async () => {
    const project = temporaryProject();
    const folder = await photosWith('faces.csv', 'image,px,py\n1.jpg,20,15\n');
    const mapping = { px: 'left_ear.x', py: 'left_ear.y' };
    for (const wanted of [
      importIntoProject(project, folder, runningJob(), { format: 'csv', mapping }),
      previewLabels(project, { path: folder, format: 'csv', mapping }, recordingContext()),
    ]) {
      await expect(wanted).rejects.toMatchObject({
        code: 'mapping-unknown',
        message: expect.stringContaining(names.join(', ')) as string,
      });
    }
    expect(existsSync(join(project.folder, 'settings.json'))).toBe(false);
    // A name of its own for a point is one where it is said which point that is.
    const chain = { px: 'pupil.x', py: 'pupil.y', pupil: 'left_eye' };
    const report = await importIntoProject(project, folder, runningJob(), { mapping: chain });
    expect(report).toMatchObject({ imported: 1, problems: [] });
  });

  it('refuses a word on a column that no table has, names those that there are, and brings nothing', async () => {
    const project = temporaryProject();
    const folder = await photosWith('faces.csv', 'image,px,py,age\n1.jpg,20,15,young\n');
    writeFileSync(join(folder, 'more.csv'), 'image,nose_x,nose_y,subset\n2.jpg,30,25,val\n');
    const mapping = { px: 'left_eye.x', py: 'left_eye.y' };
    const slip = { ...mapping, pixel_y: 'left_eye.y' };
    for (const wanted of [
      () => importIntoProject(project, folder, runningJob(), { mapping: slip }),
      () => previewLabels(project, { path: folder, mapping: slip }, recordingContext()),
    ]) {
      await expect(wanted()).rejects.toMatchObject({
        code: 'column-unknown',
        message:
          '“pixel_y” cannot mean “left_eye.y”: no column is called so; there are image, px, py, age, nose_x, nose_y, subset. Name one of them, as it is written.',
      });
    }
    expect(project.faces.count()).toBe(0);
    expect(existsSync(join(project.folder, 'settings.json'))).toBe(false);
    for (const wrong of ['split', 'ages:young', 'nose.x']) {
      const wish = { mapping: { ...mapping, [wrong]: '-' } };
      await expect(importIntoProject(project, folder, runningJob(), wish)).rejects.toMatchObject({
        code: 'column-unknown',
      });
    }
    // A column of another table, a point that columns make, and a value of an attribute are names that there are.
    const wish = { mapping: { ...mapping, subset: '-', nose: 'nose', age: 'smile', 'age:young': 'yes' } };
    const report = await importIntoProject(project, folder, runningJob(), wish);
    expect(report).toMatchObject({ imported: 2, problems: [] });
  });

  it('passes over what it remembers of a column that a later table lacks', async () => {
    const project = temporaryProject();
    const mapping = { px: 'nose.x', py: 'nose.y' };
    const first = await photosWith('faces.csv', 'image,px,py\n1.jpg,30,25\n');
    await importIntoProject(project, first, runningJob(), { mapping });
    const later = await photosWith('faces.csv', 'image,left_eye_x,left_eye_y\n1.jpg,20,15\n');
    expect(await importIntoProject(project, later, runningJob())).toMatchObject({
      ...{ imported: 1, problems: [] },
    });
  });

  it('passes over what it remembers of a point that is no more', async () => {
    const project = temporaryProject();
    const kept = { labelMappings: { csv: { nose_x: 'left_ear.x' } } };
    writeFileSync(join(project.folder, 'settings.json'), JSON.stringify(kept));
    const folder = await photosWith('faces.csv', 'image,nose_x,nose_y\n1.jpg,30,25\n');
    const report = await importIntoProject(project, folder, runningJob());
    expect(report).toMatchObject({ imported: 1, problems: [] });
    expect(project.faces.get(1).landmarks[2]).toEqual({ x: 30, y: 25, visibility: 2 });
  });

  it('uses what is said of a table in a folder of photos, now and from then on', async () => {
    const project = temporaryProject();
    const folder = await photosWith('table.csv', 'pic,px,py\n1.jpg,20,15\n');
    const mapping = { pic: 'image', px: 'left_eye.x', py: 'left_eye.y' };
    expect(await importIntoProject(project, folder, runningJob(), { mapping })).toMatchObject({
      ...{ format: 'csv', imported: 1, problems: [] },
    });
    expect(project.faces.get(1).landmarks[0]).toEqual({ x: 20, y: 15, visibility: 2 });
    expect(await importIntoProject(project, folder, runningJob())).toMatchObject({
      format: 'csv',
      updated: 1,
    });
    await expect(
      importIntoProject(temporaryProject(), folder, runningJob(), { mapping: { px: 'left_eye.x' } }),
    ).rejects.toMatchObject({ code: 'csv-no-image' });
  });

  it('reads the tables of faces among others, and says which it did not read, and why', async () => {
    const project = temporaryProject();
    const folder = await photosWith('faces.csv', 'image,nose_x,nose_y\n1.jpg,30,25\n');
    writeFileSync(join(folder, 'a costs.csv'), 'item,price\nlamp,20\nchair,40\n');
    const preview = await previewLabels(project, { path: folder }, recordingContext());
    expect(preview).toMatchObject({ faces: 1, header: ['image', 'nose_x', 'nose_y'] });
    const report = await importIntoProject(project, folder, runningJob());
    expect(report).toMatchObject({ read: 3, imported: 1, skipped: 2 });
    expect(report.problems).toEqual([
      {
        file: 'a costs.csv',
        code: 'table-not-read',
        reason:
          'not read: no column names the image. Import this file by itself and say what its columns mean (in the terminal by --map); there are item, price',
      },
    ]);
  });

  it('refuses what is said of names where there are none', async () => {
    const mapping = { px: 'left_eye.x' };
    const photos = await photosWith('readme.txt', 'hello');
    const mtfl = temporaryFolder();
    writeFileSync(join(mtfl, 'training.txt'), 'a.jpg 1 2 3 4 5 1 2 3 4 5 1 1 1 1\n');
    for (const [folder, reason] of [
      [photos, 'is read as photos without labels'],
      [mtfl, 'is read as MTFL'],
    ] as const) {
      await expect(
        importIntoProject(temporaryProject(), folder, runningJob(), { mapping }),
      ).rejects.toMatchObject({
        code: 'mapping-unusable',
        message: expect.stringContaining(reason) as string,
      });
    }
  });

  it.each([
    ['faces.tsv', '\t', '.'],
    ['faces.tsv', '\t', ','],
    ['faces.tab', '\t', ','],
    ['faces.txt', '\t', ','],
    ['faces.csv', ';', ','],
    ['faces.csv', '\t', '.'],
  ])(
    'reads %s with “%s” between cells and “%s” in numbers, chosen by itself and previewed',
    async (name, delimiter, sign) => {
      const rows = [
        ['image', 'left_eye_x', 'left_eye_y', 'age'],
        ['1.jpg', `20${sign}5`, '15', `7${sign}5`],
      ];
      const folder = await photosWith(name, rows.map((cells) => cells.join(delimiter)).join('\r\n'));
      const project = temporaryProject(fullTemplate);
      const path = join(folder, name);
      const preview = await previewLabels(project, { path }, recordingContext());
      expect(preview).toMatchObject({
        ...{ format: 'csv', faces: 1, header: rows[0], rows: [rows[1]], problems: [] },
        attributes: [{ name: 'age', target: 'age', values: [] }],
      });
      const report = await importIntoProject(project, path, runningJob());
      expect(report).toMatchObject({ imported: 1, problems: [] });
      expect(project.faces.get(1)).toMatchObject({
        landmarks: [{ x: 20.5, y: 15 }, {}, {}, {}, {}],
        attributes: { age: 7.5 },
      });
    },
  );

  it('takes points beyond the image’s edges, and says how many and where', async () => {
    const rows = [
      'image,nose_x,nose_y,left_eye_x,left_eye_y',
      '1.jpg,-10,25,64.4,20',
      '2.jpg,30,60,70,20',
      '3.jpg,3,3,,',
    ];
    const folder = await photosWith('faces.csv', `${rows.join('\n')}\n`);
    const project = temporaryProject();
    const report = await importIntoProject(project, folder, runningJob());
    expect(report).toMatchObject({ imported: 3, skipped: 0 });
    expect(project.faces.get(1).landmarks[2]).toEqual({ x: -10, y: 25, visibility: 2 });
    expect(report.problems).toEqual([
      {
        file: 'faces.csv',
        line: 2,
        code: 'point-beyond-edge',
        reason:
          '3 points of 2 faces lie outside of the image, and were taken so (nose (-10, 25) of “1.jpg”, 64 × 48; left_eye (70, 20) of “2.jpg”, 64 × 48): right where the image’s edge cuts the face off, else look at the labels’ unit and image',
      },
    ]);
  });

  it('says how frames of a video are to be named where none is found, or several are', async () => {
    const folder = await photosWith('analysis.csv', 'track,frame_idx,nose.x,nose.y\n,1,30,25\n,7,30,25\n');
    await writeImage(folder, 'other/frame1.jpg');
    const { problems } = await importIntoProject(temporaryProject(), folder, runningJob());
    expect(problems.map(({ code }) => code)).toEqual(['image-ambiguous', 'image-missing']);
    expect(problems[0]!.reason).toContain('frame 1 of a video may be any of 2 images');
    expect(problems[0]!.reason).toContain('keep each video’s frames in a folder of their own');
    expect(problems[1]!.reason).toContain('such as frame_7.png');
  });

  it('says of a name that is not UTF-8 that it is none (needs a disk that takes it)', async ({ skip }) => {
    const folder = await photosWith('faces.csv', 'image,nose_x,nose_y\né.jpg,1,2\n');
    const bad = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xe9]), Buffer.from('.jpg')]);
    try {
      copyFileSync(join(folder, '1.jpg'), bad);
    } catch {
      skip();
    }
    const labels = await importIntoProject(temporaryProject(), folder, runningJob());
    expect(labels.problems[0]!.reason).toContain('one image there has a name that is not UTF-8');
    const photos = await importIntoProject(temporaryProject(), folder, runningJob(), { format: 'photos' });
    expect(photos).toMatchObject({ read: 5, imported: 4, skipped: 1 });
    expect(photos.problems).toMatchObject([{ code: 'image-missing' }]);
    expect(photos.problems[0]!.reason).toContain('a name that is not UTF-8');
  });

  it('says what a file is not, and which are read', async () => {
    const file = join(temporaryFolder(), 'notes.txt');
    writeFileSync(file, 'hello\n');
    await expect(importIntoProject(temporaryProject(), file, runningJob())).rejects.toMatchObject({
      code: 'not-a-zip',
      message: expect.stringContaining('.csv, .tsv, .tab') as string,
    });
  });

  it('says where all points of a file lie in the first pixel, as shares of the image do', async () => {
    const header = 'image,left_eye_x,left_eye_y,nose_x,nose_y\n';
    const folder = await photosWith('shares.csv', `${header}1.jpg,0.25,0.5,0.5,1\n2.jpg,0,0.5,0.75,1\n`);
    writeFileSync(join(folder, 'more.csv'), `${header}3.jpg,0.25,0.5,0.5,0.625\n`);
    writeFileSync(join(folder, 'pixels.csv'), `${header}4.jpg,1,1,30,25\n`);
    const report = await importIntoProject(temporaryProject(), folder, runningJob());
    expect(report).toMatchObject({ imported: 4 });
    expect(report.problems).toEqual([
      {
        file: 'more.csv',
        code: 'points-in-corner',
        reason:
          'all of its 2 points lie within the first pixel of their images, as do those of another file: they look like shares of the image from 0 to 1, and were taken for pixels. Multiply them by the image’s width and height, undo this import, and import again',
      },
    ]);
  });

  it('counts splits by whatever they are called, and leaves out a name that is none', async () => {
    const project = temporaryProject();
    const long = 'x'.repeat(101);
    const splits = ['constructor', '__proto__', long, long.slice(1)];
    const rows = splits.map((split, at) => `${at + 1}.jpg,${split},20,15,40,30\n`);
    const folder = await photosWith(
      'faces.csv',
      `image,split,left_eye_x,left_eye_y,nose_x,nose_y\n${rows.join('')}`,
    );
    const report = await importIntoProject(project, folder, runningJob());
    expect(report.problems).toMatchObject([
      {
        file: 'faces.csv',
        line: 4,
        code: 'split-too-long',
        reason: expect.stringContaining(
          'has 101 characters, and at most 100 are taken: left out of one face',
        ),
      },
    ]);
    const counts = [...splits.slice(0, 2), 'training', long.slice(1)].map((split) => [split, 1]);
    expect(Object.entries(report.splits)).toEqual(counts);
    expect(JSON.parse(JSON.stringify(report.splits))).toEqual(Object.fromEntries(counts));
    for (const format of ['coco', 'yolo'] as const) {
      const output = join(temporaryFolder(), format);
      await exportLabels(project, { folder: output, format, images: true }, recordingContext());
      const again = await importIntoProject(temporaryProject(), output, runningJob());
      expect(Object.entries(again.splits).sort(), format).toEqual([...counts].sort());
    }
    await expect(
      exportLabels(
        project,
        { folder: temporaryFolder(), format: 'coco', split: 'toString' },
        recordingContext(),
      ),
    ).rejects.toMatchObject({ code: 'split-empty' });
  });
});
