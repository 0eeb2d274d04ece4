import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FaceEdit } from '@shared/domain/edit';
import { exportMtfl } from '../../../../../src/main/datasets/mtfl/export';
import { importIntoProject } from '../../../../../src/main/datasets/importIntoProject';
import type { Project } from '../../../../../src/main/project/project';
import { unzipTo } from '../../../../integration/unzip';
import {
  type Content,
  exampleJpeg,
  exampleMtfl,
  exampleRow,
  labelFileOf,
  writeFiles,
} from '../../../../support/mtfl';
import { recordingContext } from '../../../../support/recordingContext';
import { runningJob } from '../../../../support/runningJob';
import { canMount, smallDisk } from '../../../../support/smallDisk';
import { temporaryFolder } from '../../../../support/temporaryFolder';
import { asPlainUser, hasRights } from '../../../../support/withoutRights';
import { facesUpTo, importFaces, importedFace, temporaryProject } from '../../project/support';

const mini = resolve(import.meta.dirname, '../../../../../../shared/data/mtfl-mini.zip');

async function projectOf(content: Content): Promise<{ project: Project; folder: string }> {
  const folder = temporaryFolder();
  writeFiles(folder, content);
  const project = temporaryProject();
  await importIntoProject(project, folder, runningJob());
  return { project, folder };
}

/** A project of three training faces and a testing one, changed by a person. */
async function editedProject(...edits: FaceEdit[]): Promise<Project> {
  const { project } = await projectOf(await exampleMtfl({ training: 3, testing: 1 }));
  for (const edit of edits) project.journal.apply(edit, 'me');
  return project;
}

const exported = (project: Project, folder: string): ReturnType<typeof exportMtfl> =>
  exportMtfl(project, folder, recordingContext());

describe('exportMtfl', () => {
  it('writes the label files that were imported, byte for byte', async () => {
    const content = await exampleMtfl({ training: 7, testing: 5 });
    const { project } = await projectOf(content);
    const output = join(temporaryFolder(), 'new', 'folder');
    const context = recordingContext();
    expect(await exportMtfl(project, output, context)).toEqual({
      files: [join(output, 'training.txt'), join(output, 'testing.txt')],
      faces: 12,
      problems: [],
    });
    for (const name of ['training.txt', 'testing.txt']) {
      expect(readFileSync(join(output, name), 'utf8')).toBe(content[name]);
    }
    expect(readdirSync(output)).toHaveLength(2);
    expect(context.updates).toEqual([
      { phase: 'writing labels', done: 7 },
      { phase: 'writing labels', done: 12 },
    ]);
  });

  it.skipIf(!existsSync(mini))(`does so with real faces (needs ${mini})`, async () => {
    const folder = temporaryFolder();
    await unzipTo(mini, folder);
    const dataset = existsSync(join(folder, 'training.txt')) ? folder : join(folder, readdirSync(folder)[0]!);
    const project = temporaryProject();
    const report = await importIntoProject(project, mini, runningJob());
    expect(report).toMatchObject({ read: 500, imported: 500, problems: [] });
    const output = temporaryFolder();
    await exported(project, output);
    for (const name of ['training.txt', 'testing.txt']) {
      expect(readFileSync(join(output, name)).equals(readFileSync(join(dataset, name))), name).toBe(true);
    }
  });

  it('is imported again with the same labels, points to a millionth of a pixel', async () => {
    const project = temporaryProject();
    importFaces(project, facesUpTo(12));
    const output = temporaryFolder();
    await exported(project, output);
    const images = Array.from({ length: 12 }, (_, index) => importedFace(index + 1).imagePath);
    const { default: sharp } = await import('sharp');
    const image = await sharp({ create: { width: 200, height: 180, channels: 3, background: '#abc' } })
      .jpeg()
      .toBuffer();
    writeFiles(output, Object.fromEntries(images.map((path) => [path, image])));
    const again = temporaryProject();
    await importIntoProject(again, output, runningJob());
    const written = new Map(project.faces.list().map((face) => [face.imagePath, face]));
    expect(again.faces.count()).toBe(12);
    for (const face of again.faces.list()) {
      const { attributes, split, landmarks } = written.get(face.imagePath)!;
      expect(face).toMatchObject({ attributes, split });
      for (const [index, point] of face.landmarks.entries()) {
        expect(Math.abs(point.x - landmarks[index]!.x)).toBeLessThanOrEqual(1e-6);
        expect(Math.abs(point.y - landmarks[index]!.y)).toBeLessThanOrEqual(1e-6);
      }
    }
  });

  it('writes what a person changed', async () => {
    const nose = { x: 24.5, y: 30.25, visibility: 1 } as const;
    const project = await editedProject(
      { faceId: 1, kind: 'landmark', point: 'nose', to: nose },
      { faceId: 1, kind: 'attribute', attribute: 'pose', to: 'right_profile' },
      { faceId: 2, kind: 'deleted', to: true },
      { faceId: 3, kind: 'split', to: 'testing' },
    );
    const output = temporaryFolder();
    expect(await exported(project, output)).toMatchObject({ faces: 3, problems: [] });
    const training = readFileSync(join(output, 'training.txt'), 'latin1');
    expect(
      training.match(/^lfw_5590\\training_1\.jpg .* 25\.000000 .* 30\.750000 .* 5\r\n $/),
    ).not.toBeNull();
    const testing = readFileSync(join(output, 'testing.txt'), 'latin1').trim().split('\r\n');
    expect(testing.map((row) => row.trim().split(' ')[0])).toEqual([
      'AFLW/training_3.jpg',
      'lfw_5590/testing_1.jpg',
    ]);
  });

  it('lists the faces that the format cannot hold, and leaves them out', async () => {
    const project = await editedProject(
      { faceId: 1, kind: 'landmark', point: 'nose', to: { x: 0, y: 0, visibility: 0 } },
      { faceId: 2, kind: 'attribute', attribute: 'smile', to: null },
      { faceId: 4, kind: 'split', to: 'validation' },
    );
    const output = temporaryFolder();
    const file = join(output, 'training.txt');
    expect(await exported(project, output)).toEqual({
      files: [file],
      faces: 1,
      problems: [
        { file: 'lfw_5590/training_1.jpg', code: 'not-in-format', reason: 'a point is not labelled' },
        { file: 'net_7876/training_2.jpg', code: 'not-in-format', reason: 'smile is not labelled' },
        {
          file: 'lfw_5590/testing_1.jpg',
          code: 'not-in-format',
          reason: 'MTFL has no file for the split “validation”',
        },
      ],
    });
    expect(readFileSync(file, 'latin1').split('\r\n')).toHaveLength(2);
    expect(readdirSync(output)).toEqual(['training.txt']);
  });

  it('writes several faces of one image, and names with spaces', async () => {
    const rows = [
      exampleRow('my photos\\two faces.jpg'),
      exampleRow('my photos\\two faces.jpg', { x: [21, 41, 31, 23, 39] }),
    ];
    const content = { 'training.txt': labelFileOf(rows), 'my photos/two faces.jpg': await exampleJpeg(1) };
    const { project } = await projectOf(content);
    const output = temporaryFolder();
    await exported(project, output);
    expect(readFileSync(join(output, 'training.txt'), 'utf8')).toBe(content['training.txt']);
  });

  it('writes nothing for a project without faces', async () => {
    const output = join(temporaryFolder(), 'output');
    expect(await exported(temporaryProject(), output)).toEqual({ files: [], faces: 0, problems: [] });
  });

  it('replaces what it wrote before', async () => {
    const project = await editedProject();
    const output = temporaryFolder();
    await exported(project, output);
    project.journal.apply({ faceId: 1, kind: 'deleted', to: true }, 'me');
    expect(await exported(project, output)).toMatchObject({ faces: 3 });
    expect(readFileSync(join(output, 'training.txt'), 'latin1')).not.toContain('training_1');
  });
});

describe('an export that cannot be written', () => {
  it('would replace the label files that were imported', async () => {
    const content = await exampleMtfl({ training: 2, testing: 1 });
    const { project, folder } = await projectOf(content);
    project.journal.apply({ faceId: 1, kind: 'deleted', to: true }, 'me');
    const link = join(temporaryFolder(), 'link');
    symlinkSync(folder, link);
    for (const output of [folder, join(folder, 'AFLW', '..'), link]) {
      await expect(exported(project, output)).rejects.toMatchObject({
        code: 'output-is-source',
        message: expect.stringContaining('Choose another folder'),
      });
    }
    expect(readFileSync(join(folder, 'training.txt'), 'utf8')).toBe(content['training.txt']);
    await exported(project, join(folder, 'exported'));
  });

  it('meets a file in the place of a folder, or a folder in the place of a file', async () => {
    const project = await editedProject();
    const parent = temporaryFolder();
    writeFileSync(join(parent, 'file'), 'kept');
    mkdirSync(join(parent, 'folder', 'training.txt', 'in the way'), { recursive: true });
    for (const name of ['file', 'file/below', 'folder']) {
      await expect(exported(project, join(parent, name)), name).rejects.toMatchObject({
        code: 'folder-unwritable',
        message: expect.stringContaining(join(parent, name)),
      });
    }
    expect(readFileSync(join(parent, 'file'), 'utf8')).toBe('kept');
    expect(readdirSync(join(parent, 'folder'))).toEqual(['training.txt']);
  });

  it.skipIf(!hasRights)('has no right to be (needs Unix rights)', async () => {
    const project = await editedProject();
    const output = temporaryFolder();
    chmodSync(output, 0o555);
    await expect(asPlainUser(() => exported(project, output))).rejects.toMatchObject({
      code: 'folder-unwritable',
      message: expect.stringContaining('EACCES'),
    });
  });

  it.skipIf(!canMount)(
    'finds the disk full: what it wrote before stays whole (needs the right to mount)',
    async () => {
      const project = temporaryProject();
      const output = smallDisk({ bytes: 16 * 1024 });
      importFaces(project, facesUpTo(4));
      await exported(project, output);
      const before = readFileSync(join(output, 'training.txt'), 'utf8');
      importFaces(project, facesUpTo(400));
      await expect(exported(project, output)).rejects.toMatchObject({ code: 'disk-full' });
      expect(readFileSync(join(output, 'training.txt'), 'utf8')).toBe(before);
      expect(readdirSync(output)).toEqual(['testing.txt', 'training.txt']);
    },
  );

  it('is cancelled', async () => {
    const project = await editedProject();
    const output = temporaryFolder();
    const context = recordingContext();
    const progress = (): void => context.abort();
    const cancelled = exportMtfl(project, output, { signal: context.signal, progress });
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
    expect(readdirSync(output)).toEqual(['training.txt']);
  });
});
