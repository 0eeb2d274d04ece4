import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { ArchiveServer, type PublishedFile } from '../support/archiveServer';
import { whenGrown } from '../support/growingFile';
import { type ArchiveContent, publishedContent, zipOf } from '../support/publishedArchive';
import { temporaryFolder } from '../support/temporaryFolder';
import { type Ended, lastLine, RunningFacet } from './downloadProcess';

let content: ArchiveContent;
let bytes: Buffer;
let half: number;
let cacheFolder: string;
beforeAll(async () => {
  content = await publishedContent(60, 30);
  bytes = await zipOf(content);
  half = Math.floor(bytes.length / 2);
  cacheFolder = mkdtempSync(join(tmpdir(), 'facet-cache-'));
});
afterAll(() => rmSync(cacheFolder, { recursive: true, force: true }));

let folder: string;
let target: string;
let part: string;
beforeEach(() => {
  folder = temporaryFolder();
  target = join(folder, 'MTFL.zip');
  part = `${target}.part`;
});

async function serve(changes: Partial<PublishedFile> = {}): Promise<ArchiveServer> {
  const server = await ArchiveServer.start({ bytes, etag: '"one"', ...changes });
  onTestFinished(() => server.close());
  return server;
}

function start(server: ArchiveServer, ...words: readonly string[]): RunningFacet {
  const all = ['download', '--output', folder, '--address', server.address, ...words];
  return RunningFacet.start(all, cacheFolder);
}

function download(server: ArchiveServer, ...words: readonly string[]): Promise<Ended> {
  return start(server, ...words, '--json').ended;
}

/** The connection is cut when half of the archive is on the disk. */
function cutHalfway() {
  return { after: half, then: 'cut', when: () => whenGrown(part, half) } as const;
}

function expectWhole(): void {
  expect(readFileSync(target).equals(bytes)).toBe(true);
  expect(readdirSync(folder)).toEqual(['MTFL.zip']);
}

async function expectRefused(server: ArchiveServer, code: string, message: RegExp): Promise<void> {
  const ended = await download(server);
  expect(ended.exitCode).toBe(1);
  expect(lastLine(ended)).toMatchObject({ error: { code, message: expect.stringMatching(message) } });
  expect(ended.errors).toMatch(message);
  expect(readdirSync(folder)).not.toContain('MTFL.zip');
}

describe('facet download', () => {
  it('downloads, says what to type next, and that works', async () => {
    const server = await serve();
    const ended = await start(server).ended;
    expect(ended).toMatchObject({ exitCode: 0 });
    expect(ended.errors).toContain('downloading MTFL (MB)');
    expectWhole();
    const next = /Next: facet (import .+) --project faces\n$/.exec(ended.out)?.[1];
    expect(next).toBe(`import ${target}`);
    const project = join(folder, 'project');
    const imported = RunningFacet.start([...next!.split(' '), '--project', project, '--json'], cacheFolder);
    expect(lastLine(await imported.ended)).toMatchObject({ imported: 90, skipped: 0 });
  });

  it('answers programs, and keeps what is there and sound', async () => {
    const server = await serve();
    const report = { file: target, bytes: bytes.length, rows: { training: 60, testing: 30 } };
    const first = lastLine(await download(server));
    expect(first).toMatchObject({ ...report, resumedBytes: 0, alreadyThere: false });
    expect(lastLine(await download(server))).toMatchObject({ ...report, alreadyThere: true });
    expect(server.requests).toHaveLength(1);
  });

  it('goes on when the server drops the connection half-way', async () => {
    const server = await serve();
    server.faults.push(cutHalfway());
    const ended = await download(server);
    expect(ended).toMatchObject({ exitCode: 0, errors: expect.stringContaining('trying again in 1 s') });
    expect(server.requests[1]).toMatchObject({ range: `bytes=${half}-`, 'if-range': '"one"' });
    expectWhole();
  });

  it('goes on when the server falls silent half-way', async () => {
    const server = await serve();
    server.faults.push({ after: half, then: 'silence' });
    const ended = await download(server, '--timeout', '3');
    expect(ended).toMatchObject({ exitCode: 0, errors: expect.stringContaining('said nothing for 3 s') });
    expectWhole();
  });

  it('goes on after its process was killed', async () => {
    const server = await serve();
    server.faults.push({ after: half, then: 'silence' });
    const first = start(server);
    await whenGrown(part, half);
    first.signal('SIGKILL');
    expect(await first.ended).toMatchObject({ exitCode: null });
    expect(lastLine(await download(server))).toMatchObject({ bytes: bytes.length, resumedBytes: half });
    expect(server.range(1)).toBe(`bytes=${half}-`);
    expectWhole();
  });

  it('stops at Ctrl+C, and says that it goes on from there', async () => {
    const server = await serve();
    server.faults.push({ after: half, then: 'silence' });
    const first = start(server, '--json');
    await whenGrown(part, half);
    first.signal('SIGINT');
    const ended = await first.ended;
    expect(ended.exitCode).toBe(130);
    expect(ended.errors).toContain(`kept in ${part}; the next download goes on from there.`);
    expect(lastLine(ended)).toMatchObject({ interrupted: true });
    expect(lastLine(await download(server))).toMatchObject({ resumedBytes: half });
    expectWhole();
  });
});

describe('two at once', () => {
  it('download once', async () => {
    const server = await serve();
    const reports = (await Promise.all([download(server), download(server)])).map(lastLine);
    expect(reports.map(({ alreadyThere }) => alreadyThere).sort()).toEqual([false, true]);
    expect(server.requests).toHaveLength(1);
    expectWhole();
  });
});

describe('a server of another kind', () => {
  it('that knows nothing of parts is asked for the whole again', async () => {
    const server = await serve({ ranges: false });
    server.faults.push(cutHalfway());
    const ended = await download(server);
    expect(ended.errors).toContain('the server does not go on where a download ended');
    expect(lastLine(ended)).toMatchObject({ resumedBytes: 0 });
    expectWhole();
  });

  it('that has another file by now is asked for that', async () => {
    const server = await serve();
    server.faults.push({ after: half, then: 'silence' });
    const first = start(server);
    await whenGrown(part, half);
    first.signal('SIGTERM');
    expect(await first.ended).toMatchObject({ exitCode: 130 });
    server.published = { bytes: await zipOf({ ...content, 'MTFL/news.txt': 'A change.' }), etag: '"two"' };
    const ended = await download(server);
    expect(ended.errors).toContain('the file on the server has changed');
    expect(ended.exitCode).toBe(0);
    expect(readFileSync(target).equals(server.published.bytes)).toBe(true);
  });

  it('that is not there is said at once', async () => {
    const server = await serve();
    await server.close();
    await expectRefused(server, 'server-unreachable', /cannot be reached .*with a browser, and import/);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('what is no MTFL', () => {
  it.each([
    ['a page to sign in on', 200, 'web-page', /web page instead of the archive/],
    ['a page about a missing file', 404, 'server-refused', /“404 Not Found”.*not there/],
  ])('is refused: %s', async (_what, status, code, message) => {
    const server = await serve();
    server.faults.push({ status, headers: { 'content-type': 'text/html' }, body: '<html>Hello</html>' });
    await expectRefused(server, code, message);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is put aside: a zip that was published cut off', async () => {
    const server = await serve({ bytes: bytes.subarray(0, half) });
    await expectRefused(server, 'archive-cut-off', /put aside: .*MTFL\.refused\.zip .*it is cut off/);
    expect(readdirSync(folder)).toEqual(['MTFL.refused.zip']);
  });

  it('is put aside: a zip without testing.txt, or without some of its images', async () => {
    const server = await serve();
    const without = async (...paths: readonly string[]): Promise<Buffer> =>
      zipOf(Object.fromEntries(Object.entries(content).filter(([path]) => !paths.includes(path))));
    server.published = { bytes: await without('MTFL/testing.txt'), etag: '"two"' };
    await expectRefused(server, 'layout-wrong', /testing\.txt is missing/);
    const images = ['MTFL/AFLW/training-2.jpg', 'MTFL/AFLW/testing-5.jpg'];
    server.published = { bytes: await without(...images), etag: '"three"' };
    await expectRefused(server, 'layout-wrong', /training-2\.jpg is not in the archive, and 1 more/);
    server.published = { bytes, etag: '"one"' };
    expect(await download(server)).toMatchObject({ exitCode: 0 });
  });
});

/** A file system of 1 MiB, where this user may mount one. */
function smallDisk(disk: string): boolean {
  mkdirSync(disk, { recursive: true });
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]).status === 0;
}

describe('a full disk', () => {
  const disk = join(mkdtempSync(join(tmpdir(), 'facet-disk-')), 'small');
  const isMounted = smallDisk(disk);
  afterAll(() => {
    if (isMounted) spawnSync('umount', [disk]);
    rmSync(join(disk, '..'), { recursive: true, force: true });
  });
  beforeEach(() => {
    folder = disk;
    target = join(folder, 'MTFL.zip');
    part = `${target}.part`;
  });

  it.skipIf(!isMounted)('is seen before anything is written (needs the right to mount)', async () => {
    const server = await serve();
    await expectRefused(server, 'disk-full', /still to come, and .* has room for 1\.0 MB\. Make room/);
    expect(readdirSync(disk)).toEqual([]);
  });

  it.skipIf(!isMounted)('that fills up is told, and gone on with (needs the right to mount)', async () => {
    const server = await serve({ lengths: false });
    const full = await download(server);
    expect(lastLine(full)).toMatchObject({ error: { code: 'disk-full' } });
    expect(full.errors).toContain('the next download goes on from there');
    const kept = statSync(part).size;
    expect(kept).toBeGreaterThan(0);
    spawnSync('mount', ['-o', 'remount,size=64m', disk]);
    expect(lastLine(await download(server))).toMatchObject({ resumedBytes: kept, bytes: bytes.length });
    expect(readFileSync(target).equals(bytes)).toBe(true);
  });
});
