import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Landmark } from '@shared/domain/face';
import { importIntoProject } from '../../../../../../src/main/datasets/importIntoProject';
import { exportLabels } from '../../../../../../src/main/datasets/labels/exportLabels';
import type { ExportedImage } from '../../../../../../src/main/datasets/labels/writer';
import { recordingContext } from '../../../../../support/recordingContext';
import { runningJob } from '../../../../../support/runningJob';
import { temporaryFolder } from '../../../../../support/temporaryFolder';
import { writeFiles } from '../../../../../support/mtfl';
import { temporaryProject } from '../../../project/support';
import { faceRecord, imageSize, writeImage, writeLabels } from '../support';

const header = 'image,split,nose_x,nose_y,left_eye_x,left_eye_y\n';

/** Where Ultralytics looks for an image's labels (`ultralytics.data.utils.img2label_paths`, on Unix). */
function labelsOfImage(image: string): string {
  const at = image.lastIndexOf('/images/');
  return `${image.slice(0, at)}/labels/${image.slice(at + 8)}`.replace(/\.[^.]*$/, '.txt');
}

function imagesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name.endsWith('.jpg'))
    .map((entry) => join(entry.parentPath, entry.name).replaceAll('\\', '/'));
}

describe('a data set for YOLO', () => {
  it('has labels where Ultralytics looks for them, whatever its folders are called, and comes back', async () => {
    const source = temporaryFolder();
    const paths = [
      'images/a.jpg',
      'labels/a.jpg',
      'deep/images/images/d.jpg',
      'images/labels/b.jpg',
      'c.jpg',
    ];
    for (const path of paths) await writeImage(source, path);
    const rows = paths.map((path, at) => `${path},${at === 4 ? 'images' : 'train'},${20 + at},25,10,11\n`);
    writeFiles(source, { 'faces.csv': header + rows.join('') });
    const project = temporaryProject();
    await importIntoProject(project, source, runningJob());
    const folder = join(temporaryFolder(), 'images', 'export');
    await exportLabels(project, { folder, format: 'yolo', images: true }, recordingContext());
    const images = imagesIn(folder);
    expect(images).toHaveLength(5);
    expect(images.filter((image) => !existsSync(labelsOfImage(image)))).toEqual([]);
    const again = temporaryProject();
    const report = await importIntoProject(again, folder, runningJob());
    expect(report).toMatchObject({ imported: 5, splits: { training: 4, images: 1 }, problems: [] });
    const noses = again.faces.list().map(({ imagePath, landmarks }) => [imagePath, landmarks[2]!.x]);
    expect(noses.sort()).toEqual([
      ['images/Images/c.jpg', 24],
      ['images/train/Images/Labels/b.jpg', 23],
      ['images/train/Images/a.jpg', 20],
      ['images/train/Labels/a.jpg', 21],
      ['images/train/deep/Images/Images/d.jpg', 22],
    ]);
    // Without the copies, the images that it was made of are found as well.
    const elsewhere = temporaryProject();
    const original = await importIntoProject(elsewhere, folder, runningJob(), { images: source });
    expect(original).toMatchObject({ imported: 5, problems: [] });
    expect(
      elsewhere.faces
        .list()
        .map(({ imagePath }) => imagePath)
        .sort(),
    ).toEqual([...paths].sort());
  });

  it('does not name a split of which it has no face', async () => {
    const none: Landmark = { x: 0, y: 0, visibility: 0 };
    const image = (name: string, landmarks: readonly Landmark[]): ExportedImage => ({
      ...{ name, file: '', ...imageSize },
      faces: [faceRecord({ landmarks: [...landmarks, none, none, none] })],
    });
    const points: Landmark[] = [20, 40].map((x) => ({ x, y: 20, visibility: 2 }));
    const folder = temporaryFolder();
    await writeLabels('yolo', folder, {
      training: [image('a.jpg', points)],
      testing: [image('b.jpg', [none, none])],
    });
    const said = parse(readFileSync(join(folder, 'data.yaml'), 'utf8')) as Record<string, unknown>;
    expect(said).toMatchObject({ train: 'images/train', val: 'images/train' });
    expect(said).not.toHaveProperty('test');
  });
});
