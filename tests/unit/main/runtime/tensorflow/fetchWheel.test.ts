import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Wheel } from '../../../../../src/main/runtime/tensorflow/choose';
import { fetchWheel } from '../../../../../src/main/runtime/tensorflow/fetchWheel';
import { ArchiveServer } from '../../../../support/archiveServer';
import { whenGrown } from '../../../../support/growingFile';
import { recordingContext, type RecordingContext } from '../../../../support/recordingContext';
import { temporaryFolder } from '../../../../support/temporaryFolder';
import { quickTiming } from '../../download/quickTiming';

const bytes = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), randomBytes(300_000)]);
const half = 150_000;
const wheel: Wheel = {
  requirement: 'example==1.0',
  platformTags: ['any'],
  file: 'example-1.0.whl',
  bytes: { least: bytes.length, most: bytes.length },
  sha256: createHash('sha256').update(bytes).digest('hex'),
};

let folder: string;
let target: string;
beforeEach(() => {
  folder = join(temporaryFolder(), 'downloads');
  mkdirSync(folder);
  target = join(folder, 'example-1.0.whl');
});

async function serve(served: Buffer = bytes): Promise<ArchiveServer> {
  const server = await ArchiveServer.start({ bytes: served, etag: '"one"' });
  onTestFinished(() => server.close().catch(() => undefined));
  return server;
}

function fetchFrom(
  server: ArchiveServer,
  context: RecordingContext = recordingContext(),
  asked: Wheel = wheel,
  log: (text: string) => void = () => undefined,
): Promise<string> {
  return fetchWheel(asked, server.address, folder, context, log, quickTiming());
}

describe('fetchWheel', () => {
  it('fetches the file, says how far it is, and leaves nothing beside it', async () => {
    const context = recordingContext();
    expect(await fetchFrom(await serve(), context)).toBe(target);
    expect(readFileSync(target).equals(bytes)).toBe(true);
    expect(readdirSync(folder)).toEqual(['example-1.0.whl']);
    expect(context.updates.at(-1)).toMatchObject({
      phase: 'downloading TensorFlow (MB)',
      done: 0.3,
      total: 0.3,
    });
  });

  it('keeps what is there whole, without asking', async () => {
    const server = await serve();
    await fetchFrom(server);
    await fetchFrom(server);
    expect(server.requests).toHaveLength(1);
  });

  it('goes on where the connection broke, of the same file only', async () => {
    const server = await serve();
    server.faults.push({ after: half, then: 'cut', when: () => whenGrown(`${target}.part`, half) });
    const said: string[] = [];
    await fetchFrom(server, recordingContext(), wheel, (text) => said.push(text));
    expect(server.requests[1]).toMatchObject({ range: `bytes=${half}-`, 'if-range': '"one"' });
    expect(said.join('')).toContain('trying again in 1 s');
  });

  it('stops at once, keeps what came, and goes on from there the next time', async () => {
    const server = await serve();
    server.faults.push({ after: half, then: 'silence' });
    const context = recordingContext();
    const running = fetchFrom(server, context);
    await whenGrown(`${target}.part`, half);
    context.abort(new DOMException('stopped', 'AbortError'));
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    await fetchFrom(server);
    expect(server.range(1)).toBe(`bytes=${half}-`);
    expect(readFileSync(target).equals(bytes)).toBe(true);
  });

  it('keeps nothing that is not the very file: other bytes, another size, a page', async () => {
    const other = Buffer.from(bytes);
    other[1000]! ^= 1;
    await expect(fetchFrom(await serve(other))).rejects.toMatchObject({ code: 'wheel-hash' });
    await expect(fetchFrom(await serve(bytes.subarray(0, half)))).rejects.toMatchObject({
      code: 'wheel-size',
    });
    const page = await serve();
    page.faults.push({ status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' });
    await expect(fetchFrom(page)).rejects.toMatchObject({ code: 'web-page' });
    expect(existsSync(target)).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('fetches nothing that it could not check', async () => {
    const server = await serve();
    const unpinned = { ...wheel, sha256: null };
    await expect(fetchFrom(server, recordingContext(), unpinned)).rejects.toMatchObject({
      code: 'wheel-unpinned',
    });
    expect(server.requests).toEqual([]);
  });

  it('says what can be done by hand where the server is gone', async () => {
    const server = await serve();
    await server.close();
    await expect(fetchFrom(server)).rejects.toMatchObject({
      code: 'server-unreachable',
      message: expect.stringContaining(`to ${target} by hand`),
    });
  });
});
