import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withProcessLock } from '../../../../../src/main/runtime/processLock';
import { zipOf } from '../../../../support/publishedArchive';
import { quickTiming } from '../../download/quickTiming';
import { event, recordingJob, Scene } from './scene';

const scene = new Scene();

describe('downloadMtfl', () => {
  it('downloads, checks, and leaves nothing else', async () => {
    const server = await scene.serve();
    const on = recordingJob();
    const report = await scene.download(server, on);
    expect(report).toEqual({
      file: scene.target,
      address: server.address,
      bytes: scene.bytes.length,
      resumedBytes: 0,
      alreadyThere: false,
      rows: { training: 6, testing: 3 },
      seconds: expect.any(Number),
    });
    expect(readFileSync(scene.target).equals(scene.bytes)).toBe(true);
    expect(readdirSync(scene.folder)).toEqual(['MTFL.zip']);
    expect(on.notes).toEqual([]);
  });

  it('makes the folder, and tells its progress in megabytes', async () => {
    const server = await scene.serve();
    const on = recordingJob();
    const deeper = join(scene.folder, 'a', 'b');
    expect((await scene.download(server, on, quickTiming(), { folder: deeper })).file).toBe(
      join(deeper, 'MTFL.zip'),
    );
    const total = Math.round(scene.bytes.length / 1e5) / 10;
    const updates = on.updates.filter(({ phase }) => phase === 'downloading MTFL (MB)');
    expect(updates[0]).toMatchObject({ done: 0, total });
    expect(updates.at(-1)).toMatchObject({ done: total, total });
    expect(on.updates.at(-1)?.phase).toBe('checking the archive');
  });

  it('keeps an archive that is there and sound, without asking anybody', async () => {
    const server = await scene.serve();
    writeFileSync(scene.target, scene.bytes);
    expect(await scene.download(server)).toMatchObject({
      alreadyThere: true,
      bytes: scene.bytes.length,
      resumedBytes: scene.bytes.length,
      rows: { training: 6, testing: 3 },
    });
    expect(server.requests).toEqual([]);
  });

  it('never writes over what is there and is no MTFL', async () => {
    const server = await scene.serve();
    writeFileSync(scene.target, scene.bytes.subarray(0, scene.half));
    await expect(scene.download(server)).rejects.toMatchObject({
      code: 'file-in-the-way',
      message: expect.stringMatching(/it is cut off.*Move it away/s),
    });
    expect(readFileSync(scene.target).length).toBe(scene.half);
    const other = join(scene.folder, 'other');
    mkdirSync(join(other, 'MTFL.zip'), { recursive: true });
    await expect(
      scene.download(server, recordingJob(), quickTiming(), { folder: other }),
    ).rejects.toMatchObject({
      code: 'file-in-the-way',
    });
    expect(server.requests).toEqual([]);
  });

  it('says which folder it cannot write to', async () => {
    const server = await scene.serve();
    writeFileSync(join(scene.folder, 'file'), '');
    const wishes = { folder: join(scene.folder, 'file', 'below') };
    await expect(scene.download(server, recordingJob(), quickTiming(), wishes)).rejects.toMatchObject({
      code: 'folder-unwritable',
      message: expect.stringContaining(wishes.folder),
    });
  });

  it('waits for another process that downloads to the same folder', async () => {
    const server = await scene.serve();
    const on = recordingJob();
    const waiting = event();
    const note = (message: string): void => {
      on.note(message);
      waiting.happen();
    };
    const lock = await scene
      .download(server)
      .then(() => readdirSync(scene.locksFolder).find((name) => !name.includes('.')));
    let second: Promise<unknown> = Promise.resolve();
    await withProcessLock(join(scene.locksFolder, lock!), {}, async () => {
      second = scene.download(server, { ...on, note });
      await waiting.happened;
    });
    expect(await second).toMatchObject({ alreadyThere: true });
    expect(on.notes).toEqual([
      `Process ${process.pid} is downloading to ${scene.folder} already; waiting for it.`,
    ]);
  });
});

describe('what is no MTFL', () => {
  it('is refused before it takes the place of a part', async () => {
    const server = await scene.serve();
    const page = { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' };
    server.faults.push(scene.cutHalfway(), page);
    await expect(scene.download(server)).rejects.toMatchObject({ code: 'web-page' });
    expect(await scene.download(server)).toMatchObject({ resumedBytes: scene.half });
    expect(readFileSync(scene.target).equals(scene.bytes)).toBe(true);
  });

  it('leaves nothing when it came first', async () => {
    const server = await scene.serve();
    server.faults.push({ status: 200, body: '<html>Sign in</html>' }, { status: 404 });
    await expect(scene.download(server)).rejects.toMatchObject({ code: 'web-page' });
    await expect(scene.download(server)).rejects.toMatchObject({ code: 'server-refused' });
    expect(readdirSync(scene.folder)).toEqual([]);
  });

  it('is put aside when it came whole, and downloaded anew the next time', async () => {
    const without = { ...scene.content };
    delete without['MTFL/testing.txt'];
    const server = await scene.serve({ bytes: await zipOf(without) });
    const aside = join(scene.folder, 'MTFL.refused.zip');
    await expect(scene.download(server)).rejects.toMatchObject({
      code: 'layout-wrong',
      message: expect.stringMatching(
        /was refused and put aside: .*MTFL\.refused\.zip does not hold .*testing\.txt is missing/s,
      ),
      details: { file: aside, problems: [{ code: 'label-file-missing' }] },
    });
    expect(readdirSync(scene.folder)).toEqual(['MTFL.refused.zip']);
    server.published = { bytes: scene.bytes, etag: '"two"' };
    await scene.download(server);
    expect(server.range(1)).toBeUndefined();
    expect(readdirSync(scene.folder).sort()).toEqual(['MTFL.refused.zip', 'MTFL.zip']);
  });

  it('does not pass for it when a byte of the part was damaged meanwhile', async () => {
    const server = await scene.serve();
    await scene.leaveHalf(server);
    const damaged = readFileSync(scene.part);
    damaged[scene.half - 100] = damaged[scene.half - 100]! ^ 1;
    writeFileSync(scene.part, damaged);
    await expect(scene.download(server)).rejects.toMatchObject({ code: 'archive-broken' });
    expect(await scene.download(server)).toMatchObject({ resumedBytes: 0 });
    expect(readFileSync(scene.target).equals(scene.bytes)).toBe(true);
  });

  it('is looked at again without a request when only the check was cancelled', async () => {
    const server = await scene.serve();
    const on = recordingJob();
    const progress = (update: { readonly phase: string }): void => {
      if (update.phase === 'checking the archive') on.abort();
    };
    await expect(scene.download(server, { ...on, progress })).rejects.toMatchObject({ name: 'AbortError' });
    expect(on.notes).toEqual([expect.stringContaining('the next download goes on from there')]);
    expect(await scene.download(server)).toMatchObject({
      resumedBytes: scene.bytes.length,
      alreadyThere: false,
    });
    expect(server.requests).toHaveLength(1);
  });
});
