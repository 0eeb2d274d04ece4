import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { pausesMs } from '../../../../../src/main/download/retry';
import { ArchiveServer } from '../../../../support/archiveServer';
import { whenGrown } from '../../../../support/growingFile';
import { publishedContent, zipOf } from '../../../../support/publishedArchive';
import { quickTiming } from '../../download/quickTiming';
import { recordingJob, Scene } from './scene';

const scene = new Scene();

describe('a server of its own kind', () => {
  it('may know the file by its date', async () => {
    const lastModified = 'Tue, 01 Jul 2014 00:00:00 GMT';
    const server = await ArchiveServer.start({ bytes: scene.bytes, lastModified });
    onTestFinished(() => server.close());
    server.faults.push(scene.cutHalfway());
    await scene.download(server);
    expect(server.requests[1]).toMatchObject({ range: `bytes=${scene.half}-`, 'if-range': lastModified });
  });

  it('may know nothing of parts: then the download starts over', async () => {
    const server = await scene.serve({ ranges: false });
    server.faults.push(scene.cutHalfway());
    const on = recordingJob();
    expect(await scene.download(server, on)).toMatchObject({ bytes: scene.bytes.length, resumedBytes: 0 });
    expect(readFileSync(scene.target).equals(scene.bytes)).toBe(true);
    expect(on.notes[1]).toMatch(/^Starting over, .*the server does not go on where a download ended\.$/);
  });

  it('may not tell versions of the file apart: then no part is asked for', async () => {
    const server = await ArchiveServer.start({ bytes: scene.bytes });
    onTestFinished(() => server.close());
    const on = recordingJob();
    await scene.leaveHalf(server, on);
    expect(on.notes.at(-1)).toContain('the next download starts from the beginning');
    expect(await scene.download(server)).toMatchObject({ resumedBytes: 0 });
    expect(server.requests.map(({ range }) => range)).toEqual(server.requests.map(() => undefined));
    expect(readFileSync(scene.target).equals(scene.bytes)).toBe(true);
  });

  it('may not say how long the file is', async () => {
    const server = await scene.serve({ lengths: false });
    const on = recordingJob();
    await scene.download(server, on);
    expect(on.updates[0]).toMatchObject({ phase: 'downloading MTFL (MB)', total: null });
    expect(readFileSync(scene.target).equals(scene.bytes)).toBe(true);
  });

  it('may have had all of it sent when the connection broke', async () => {
    const server = await scene.serve({ lengths: false });
    server.faults.push({
      after: scene.bytes.length,
      then: 'cut',
      when: () => whenGrown(scene.part, scene.bytes.length),
    });
    expect(await scene.download(server)).toMatchObject({ bytes: scene.bytes.length });
    expect(server.range(1)).toBe(`bytes=${scene.bytes.length}-`);
  });

  it('may send less at a time than was asked for', async () => {
    const server = await scene.serve();
    const end = scene.half + 1000;
    server.faults.push(scene.cutHalfway(), {
      status: 206,
      headers: { etag: '"one"', 'content-range': `bytes ${scene.half}-${end - 1}/${scene.bytes.length}` },
      body: scene.bytes.subarray(scene.half, end),
    });
    const timing = quickTiming();
    await scene.download(server, recordingJob(), timing);
    expect(server.range(2)).toBe(`bytes=${end}-`);
    expect(timing.pausesMs).toEqual([1000, 1000]);
    expect(readFileSync(scene.target).equals(scene.bytes)).toBe(true);
  });

  it('may send nothing at all, again and again: then it is given up', async () => {
    const server = await scene.serve();
    const range = `bytes ${scene.half}-${scene.bytes.length - 1}/${scene.bytes.length}`;
    const empty = { status: 206, headers: { 'content-range': range } };
    server.faults.push(scene.cutHalfway(), ...pausesMs.map(() => empty));
    await expect(scene.download(server)).rejects.toMatchObject({
      code: 'download-interrupted',
      message: expect.stringContaining(`${scene.half} of ${scene.bytes.length} bytes came`),
    });
  });

  it('may send a part that does not fit: then the whole is asked for', async () => {
    const server = await scene.serve();
    server.faults.push(scene.cutHalfway(), {
      status: 206,
      headers: { 'content-range': `bytes 0-${scene.bytes.length - 1}/${scene.bytes.length}` },
      body: scene.bytes,
    });
    expect(await scene.download(server)).toMatchObject({ bytes: scene.bytes.length });
    expect(server.range(2)).toBeUndefined();
    expect(readFileSync(scene.target).equals(scene.bytes)).toBe(true);
  });
});

describe('a file that changed meanwhile', () => {
  it('is downloaded from its beginning', async () => {
    const server = await scene.serve();
    const second = recordingJob();
    await scene.leaveHalf(server);
    const other = await zipOf(await publishedContent(7, 2));
    server.published = { bytes: other, etag: '"two"' };
    expect(await scene.download(server, second)).toMatchObject({
      resumedBytes: 0,
      rows: { training: 7, testing: 2 },
    });
    expect(second.notes).toEqual([expect.stringContaining('the file on the server has changed')]);
    expect(readFileSync(scene.target).equals(other)).toBe(true);
  });

  it('is found out when it is shorter than what is there', async () => {
    const server = await scene.serve();
    server.faults.push(scene.cutHalfway(), {
      status: 416,
      headers: { 'content-range': 'bytes */10' },
    });
    expect(await scene.download(server)).toMatchObject({ bytes: scene.bytes.length });
    expect(server.range(2)).toBeUndefined();
  });

  it('is not mixed with what another address delivered', async () => {
    const [server, mirror] = [await scene.serve(), await scene.serve()];
    await scene.leaveHalf(server);
    const on = recordingJob();
    expect(await scene.download(mirror, on)).toMatchObject({ resumedBytes: 0 });
    expect(mirror.range(0)).toBeUndefined();
    expect(on.notes).toEqual([expect.stringContaining(`they were of ${server.address}`)]);
  });
});
