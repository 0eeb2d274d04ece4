import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { presetConfiguration } from '@shared/learning/presets';
import { mtflTemplate } from '@shared/domain/template';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ImportedFace } from '../../src/main/project/faces/importRepository';
import { type Project, createProject, openProject } from '../../src/main/project/project';
import { DatabaseSync } from '../../src/main/project/sqlite';
import { OtherProcess, bundleProjectStore, removeFolder } from './projectProcess';

let workFolder: string;
let storeFile: string;
const others: OtherProcess[] = [];
const open: Project[] = [];

beforeAll(async () => {
  workFolder = mkdtempSync(join(tmpdir(), 'facet-integration-'));
  storeFile = await bundleProjectStore(join(workFolder, 'store'));
});
afterEach(async () => {
  for (const project of open.splice(0)) project.close();
  for (const other of others.splice(0)) await other.kill();
});
afterAll(() => removeFolder(workFolder));

async function otherProcess(script: string): Promise<OtherProcess> {
  const other = await OtherProcess.start(storeFile, script);
  others.push(other);
  return other;
}

function keep(project: Project): Project {
  open.push(project);
  return project;
}

function face(number: number): ImportedFace {
  return {
    sourceId: 1,
    imagePath: `${number}.jpg`,
    imageWidthPx: 100,
    imageHeightPx: 100,
    contentHash: String(number),
    split: 'training',
    box: null,
    landmarks: mtflTemplate.scheme.points.map((_, index) => ({ x: 10 * index, y: index, visibility: 2 })),
    attributes: { gender: 'male', smile: 'no' },
    origin: { file: 'training.txt', line: number },
  };
}

describe('two processes on one project', () => {
  it('tells the second who is writing, and lets it in when the first has died', async () => {
    const folder = join(workFolder, 'two');
    const configuration = presetConfiguration('studio', mtflTemplate);
    const other = await otherProcess(`
      // As the studio holds it: what nobody refers to is closed by the garbage collector, and its lock with it.
      const project = (globalThis.project = store.createProject(${JSON.stringify(folder)}));
      const run = project.runs.create({ configuration: ${JSON.stringify(configuration)} });
      project.runs.updateState(run.id, 'training');`);

    const reader = keep(openProject(folder, { mode: 'read' }));
    expect(reader.runs.get('studio-1').state).toBe('training');
    expect(() => openProject(folder, { mode: 'write' })).toThrow(
      expect.objectContaining({
        code: 'project-locked',
        message: expect.stringContaining(`process ${other.pid} on ${hostname()}`),
        details: {
          writer: {
            pid: other.pid,
            host: hostname(),
            command: expect.any(String),
            since: expect.any(String),
          },
        },
      }),
    );

    await other.kill();
    expect(keep(openProject(folder, { mode: 'read' })).runs.get('studio-1').state).toBe('interrupted');
    const writer = keep(openProject(folder, { mode: 'write' }));
    expect(writer.runs.get('studio-1').state).toBe('interrupted');
  });

  it('bring it up to date for each other where it is of an older version', async () => {
    const folder = join(workFolder, 'older');
    createProject(folder).close();
    const database = new DatabaseSync(join(folder, 'project.db'));
    database.exec('DROP TABLE confirmed_labels; PRAGMA user_version = 4');
    database.close();
    const opening = `globalThis.project = store.openProject(${JSON.stringify(folder)}, { mode: 'read' });`;
    await Promise.all([otherProcess(opening), otherProcess(opening), otherProcess(opening)]);
    expect(keep(openProject(folder, { mode: 'read' })).faces.count()).toBe(0);
  });

  it('shows a reader what the other process has written', async () => {
    const folder = join(workFolder, 'seen');
    createProject(folder).close();
    const reader = keep(openProject(folder, { mode: 'read' }));
    expect(reader.faces.count()).toBe(0);
    await otherProcess(`
      const project = (globalThis.project = store.openProject(${JSON.stringify(folder)}, { mode: 'write' }));
      project.sources.add({ kind: 'folder', folder: '/images' });
      project.faces.upsertImported([${JSON.stringify(face(1))}], project.imports.begin('/images', 'other'));`);
    expect(reader.faces.get(1).imagePath).toBe('1.jpg');
  });

  it('keeps every edit that was done when the process was killed in the next one', async () => {
    const folder = join(workFolder, 'killed');
    const other = await otherProcess(`
      const project = (globalThis.project = store.createProject(${JSON.stringify(folder)}));
      project.sources.add({ kind: 'folder', folder: '/images' });
      project.faces.upsertImported([${JSON.stringify(face(1))}], project.imports.begin('/images', 'other'));
      for (let x = 1; x <= 30; x += 1) {
        project.journal.apply({ faceId: 1, kind: 'landmark', point: 'nose', to: { x, y: 0, visibility: 2 } }, 'me');
      }
      const unfinished = { faceId: 1, kind: 'landmark', point: 'nose' };
      Object.defineProperty(unfinished, 'to', { get: () => {
        console.log('ready');
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      } });
      setImmediate(() => project.journal.apply([{ faceId: 1, kind: 'flagged', to: true }, unfinished], 'me'));
      await new Promise(() => {});`);
    await other.kill();
    const project = keep(openProject(folder, { mode: 'write' }));
    expect(project.faces.get(1)).toMatchObject({ flagged: false, edited: true });
    expect(project.faces.get(1).landmarks[2]!.x).toBe(30);
    let undone = 0;
    while (project.journal.undo('me')) undone += 1;
    expect(undone).toBe(30);
    expect(project.faces.get(1).landmarks[2]!.x).toBe(20);
  });
});

/** A file system of 2 MiB, where this user may mount one. */
function smallDisk(folder: string): boolean {
  mkdirSync(folder, { recursive: true });
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder]).status === 0;
}

describe('a full disk', () => {
  const disk = join(mkdtempSync(join(tmpdir(), 'facet-disk-')), 'small');
  const isMounted = smallDisk(disk);
  afterAll(() => {
    if (isMounted) spawnSync('umount', [disk]);
    removeFolder(join(disk, '..'));
  });

  it.skipIf(!isMounted)(
    'stops an import between two batches; all before it is safe (needs the right to mount)',
    () => {
      const project = keep(createProject(join(disk, 'project')));
      project.sources.add({ kind: 'folder', folder: '/images' });
      const importId = project.imports.begin('/images', 'test');
      let imported = 0;
      const importUntilFull = (): void => {
        for (;;) {
          const batch = Array.from({ length: 100 }, (_, index) => face(imported + index + 1));
          imported += project.faces.upsertImported(batch, importId).imported;
        }
      };
      expect(importUntilFull).toThrow(
        expect.objectContaining({ code: 'disk-full', message: expect.stringContaining('Free some space') }),
      );
      expect(imported).toBeGreaterThan(0);
      expect(project.faces.count()).toBe(imported);
      project.close();

      const again = keep(openProject(join(disk, 'project'), { mode: 'write' }));
      expect(again.faces.count()).toBe(imported);
      expect(again.imports.list()[0]).toMatchObject({ imported, finishedAt: null });
    },
  );

  it.skipIf(!isMounted)('is told when a project is to be made on it (needs the right to mount)', () => {
    const filler = join(disk, 'filler');
    expect(() => writeFileSync(filler, new Uint8Array(4 << 20))).toThrow('ENOSPC');
    expect(() => createProject(join(disk, 'another'))).toThrow(
      expect.objectContaining({ code: 'disk-full' }),
    );
  });
});
