import { spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProject, openProject } from '../../src/main/project/project';
import { DatabaseSync } from '../../src/main/project/sqlite';
import { type Content, exampleJpeg, exampleMtfl, exampleRow, writeFiles } from '../support/mtfl';
import { canMount, smallDisk } from '../support/smallDisk';
import { temporaryFolder } from '../support/temporaryFolder';
import { hasRights, isRoot } from '../support/withoutRights';
import { writeZip } from '../support/zips';

const root = resolve(import.meta.dirname, '../..');

interface Ended {
  readonly exitCode: number | null;
  /** The last line of standard output, as a program reads it. */
  readonly json: { readonly error?: { readonly code: string; readonly message: string } } & Record<
    string,
    unknown
  >;
  /** Standard error, as a person reads it. */
  readonly told: string;
}

/** `facet import … --json`, the real command, as this user or another. */
async function facetImport(
  path: string,
  project: string,
  { user, more = [] }: { readonly user?: number | undefined; readonly more?: readonly string[] } = {},
): Promise<Ended> {
  const words = [join(root, 'scripts/facet.mjs'), 'import', path, '--project', project, '--json', ...more];
  const child = spawn(process.execPath, words, user === undefined ? {} : { uid: user, gid: user });
  let out = '';
  let told = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()));
  const exitCode = await new Promise<number | null>((done) => child.on('close', done));
  return { exitCode, json: JSON.parse(out.trim().split('\n').at(-1)!) as Ended['json'], told };
}

/** Failed as a person expects it: exit code 1, the reason in words on standard error, and no trace of a stack. */
function expectFailure(ended: Ended, code: string, reason: RegExp): void {
  expect(ended.json.error?.code, ended.told).toBe(code);
  expect(ended.exitCode).toBe(1);
  expect(ended.json.error?.message).toMatch(reason);
  expect(ended.told).toContain(`facet: ${ended.json.error!.message}`);
  expect(ended.told).not.toMatch(/^ {4}at /m);
}

function facesOf(project: string): number {
  const opened = openProject(project, { mode: 'read' });
  try {
    return opened.faces.count();
  } finally {
    opened.close();
  }
}

async function datasetOf(changes: Content = {}): Promise<string> {
  const folder = temporaryFolder();
  writeFiles(folder, { ...(await exampleMtfl({ training: 3, testing: 2 })), ...changes });
  return folder;
}

describe('importing what cannot be imported', () => {
  it('fails for a folder that is not there, and for one that holds something else', async () => {
    const folder = temporaryFolder();
    const project = join(folder, 'project');
    expectFailure(
      await facetImport(join(folder, 'nowhere'), project),
      'dataset-missing',
      /nothing to import at .*nowhere.*Check the path/,
    );
    mkdirSync(join(folder, 'photos'));
    expectFailure(
      await facetImport(join(folder, 'photos'), project),
      'not-mtfl',
      /neither training\.txt nor testing\.txt/,
    );
    expect(existsSync(project), 'made for it, and empty').toBe(false);
  });

  it('fails for a zip that is cut off, and leaves nothing of it', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'data.zip');
    await writeZip(file, await exampleMtfl({ training: 3, testing: 2 }));
    const whole = readFileSync(file);
    writeFileSync(file, whole.subarray(0, whole.length - 100));
    const project = join(folder, 'project');
    expectFailure(await facetImport(file, project), 'archive-cut-off', /cut off\. Download or copy it again/);
    expect(existsSync(join(project, 'sources'))).toBe(false);
    writeFileSync(file, whole);
    expect(await facetImport(file, project), 'once it is whole').toMatchObject({
      exitCode: 0,
      json: { read: 5, imported: 5, problems: [] },
    });
  });

  it('imports one label file and says that the other is empty', async () => {
    const dataset = await datasetOf({ 'testing.txt': '' });
    const ended = await facetImport(dataset, join(temporaryFolder(), 'project'));
    const reason = 'testing.txt is empty: no face of the testing split was imported';
    expect(ended).toMatchObject({
      exitCode: 0,
      json: {
        read: 3,
        imported: 3,
        splits: { training: 3 },
        problems: [{ file: 'testing.txt', code: 'label-file-empty', reason }],
      },
    });
    expect(ended.told).toContain(reason);
  });

  it('fails for a label file in another encoding before it adds a face', async () => {
    const utf16 = Buffer.from(`\ufeff${exampleRow('AFLW/a.jpg')}`, 'utf16le');
    const project = join(temporaryFolder(), 'project');
    const ended = await facetImport(await datasetOf({ 'testing.txt': utf16 }), project);
    expectFailure(ended, 'encoding', /testing\.txt is not plain text.*Save it as UTF-8/);
    expect(existsSync(project), 'made for it, and empty').toBe(false);
  });

  it('lists bad rows and imports the others', async () => {
    const dataset = await datasetOf({
      'testing.txt': 'no row\r\n absent.jpg 1 2\r\n ',
      'AFLW/training_3.jpg': 'x',
    });
    const ended = await facetImport(dataset, join(temporaryFolder(), 'project'));
    expect(ended).toMatchObject({
      exitCode: 0,
      json: {
        read: 5,
        imported: 2,
        skipped: 3,
        problems: [
          { file: 'training.txt', line: 3, code: 'image-broken' },
          { file: 'testing.txt', line: 1, code: 'field-count' },
          { file: 'testing.txt', line: 2, code: 'field-count' },
        ],
      },
    });
    expect(ended.told).toContain('training.txt:3  AFLW/training_3.jpg: it is no image');
  });

  it('tells of a table among photos that it was not read, and refuses a word on a column that it lacks', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'a.jpg': await exampleJpeg(1), 'faces.csv': 'pic,px,py\na.jpg,20,15\n' });
    const photos = await facetImport(folder, join(temporaryFolder(), 'project'));
    expect(photos).toMatchObject({
      ...{ exitCode: 0, json: { format: 'photos', imported: 1, problems: [{ code: 'table-not-read' }] } },
    });
    expect(photos.told).toContain(
      'faces.csv  not read: no column names the image or a face’s points or box.',
    );
    expect(photos.told).toContain('Import this file by itself');
    const project = join(temporaryFolder(), 'project');
    const words = ['pic=image', 'px=left_eye.x', 'py=left_eye.y'].flatMap((word) => ['--map', word]);
    const slip = await facetImport(folder, project, { more: [...words, '--map', 'pz=-'] });
    expectFailure(slip, 'column-unknown', /“pz” cannot mean “-”.*there are pic, px, py\. Name one/);
    expect(existsSync(project), 'made for it, and empty').toBe(false);
    expect(await facetImport(folder, project, { more: words })).toMatchObject({
      ...{ exitCode: 0, json: { format: 'csv', imported: 1, problems: [] } },
    });
  });

  it('leaves a project alone that a newer version has made', async () => {
    const project = join(temporaryFolder(), 'project');
    createProject(project).close();
    const database = join(project, 'project.db');
    const connection = new DatabaseSync(database);
    connection.exec('PRAGMA user_version = 1000');
    connection.close();
    const before = readFileSync(database);
    const ended = await facetImport(await datasetOf(), project);
    expectFailure(ended, 'project-newer', /made by a newer version.*Update Facet/);
    expect(readFileSync(database).equals(before)).toBe(true);
  });
});

/** Whether every user may read a folder and enter those above it. */
function isOpenToAll(folder: string): boolean {
  const isOpen = (statSync(folder).mode & 0o005) === 0o005;
  return isOpen && (dirname(folder) === folder || isOpenToAll(dirname(folder)));
}

describe('importing without the right to', () => {
  // Root may read everything: then the command runs as another user.
  const user = isRoot ? 65_534 : undefined;
  const canRun = hasRights && (user === undefined || [root, dirname(process.execPath)].every(isOpenToAll));

  it.skipIf(!canRun)('fails for a folder that may not be read (needs Unix rights)', async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o777);
    const dataset = join(folder, 'closed');
    writeFiles(dataset, await exampleMtfl({ training: 3, testing: 2 }));
    const project = join(folder, 'project');
    for (const rights of [0o300, 0o644]) {
      chmodSync(dataset, rights);
      const ended = await facetImport(dataset, project, { user });
      chmodSync(dataset, 0o755);
      expectFailure(ended, 'dataset-unreadable', /closed cannot be read \(EACCES.*you may read it/);
    }
    chmodSync(join(dataset, 'testing.txt'), 0);
    expectFailure(
      await facetImport(dataset, project, { user }),
      'dataset-unreadable',
      /testing\.txt cannot be read/,
    );
    expect(existsSync(project), 'made for it, and empty').toBe(false);
  });
});

describe('importing onto a full disk', () => {
  it.skipIf(!canMount)('fails before it unpacks what has no room (needs the right to mount)', async () => {
    const disk = smallDisk({ bytes: 3 * 1024 ** 2 });
    const project = join(disk, 'project');
    const file = join(temporaryFolder(), 'data.zip');
    const films = Object.fromEntries(
      Array.from({ length: 4 }, (_, index) => [`${index}.png`, Buffer.alloc(1024 ** 2, index)]),
    );
    await writeZip(file, { ...(await exampleMtfl({ training: 3, testing: 2 })), ...films });
    expectFailure(await facetImport(file, project), 'disk-full', /needs 5 MB unpacked, and .* has room for/);
    expect(existsSync(project), 'made for it, and empty').toBe(false);
  });

  it.skipIf(!canMount)(
    'keeps what it added, and goes over it when there is room (needs the right to mount)',
    async () => {
      const disk = smallDisk({ bytes: 2 * 1024 ** 2 });
      const project = join(disk, 'project');
      const dataset = temporaryFolder();
      const small = await exampleMtfl({ training: 1, testing: 1 });
      const rows = Array.from({ length: 6000 }, (_, index) =>
        exampleRow('lfw_5590\\training_1.jpg', {
          x: [20, 40, 30, 22, 38].map((pixels) => pixels + index / 1000),
        }),
      );
      writeFiles(dataset, { ...small, 'training.txt': rows.join('\r\n') });
      expectFailure(
        await facetImport(dataset, project),
        'disk-full',
        /is full\. Everything saved before is safe/,
      );
      const kept = facesOf(project);
      expect(kept).toBeGreaterThan(0);
      expect(kept % 500, 'whole batches').toBe(0);

      // The same project on a disk with room: what was kept is not doubled.
      const roomy = join(temporaryFolder(), 'project');
      cpSync(project, roomy, { recursive: true });
      const ended = await facetImport(dataset, roomy);
      expect(ended).toMatchObject({
        exitCode: 0,
        json: { read: 6001, imported: 6001 - kept, updated: kept },
      });
      expect(facesOf(roomy)).toBe(6001);
    },
  );
});
