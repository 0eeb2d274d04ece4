import { existsSync } from 'node:fs';
import { mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { runJob, type StudioClient } from '@shared/contract/client';
import type { EventName, StudioEvent } from '@shared/contract/events';
import { imageAddress, thumbnailAddress, type LibraryTile } from '@shared/contract/library';
import { ended, facetProcess, ServedStudio, writeDataset } from './servedStudio';
import { temporaryFolder } from '../support/temporaryFolder';

const everything = { filter: {}, sort: { by: 'id', descending: false } } as const;
let folder: string;
let dataset: string;
const served: ServedStudio[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'facet-serve-'));
  dataset = join(folder, 'dataset');
  await writeDataset(dataset, 12);
});
afterEach(async () => {
  for (const studio of served.splice(0)) await studio.end();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function serve(state: string, ...words: string[]): Promise<ServedStudio> {
  const studio = await ServedStudio.start(state, ...words);
  served.push(studio);
  return studio;
}

/** The next event of a name; listened for from now on. */
function heard(client: StudioClient, name: EventName | 'connection', state?: string): Promise<StudioEvent> {
  return new Promise((resolve) => {
    const unsubscribe = client.subscribe((event) => {
      if (event.name !== name) return;
      if (event.name === 'connection' && event.payload.state !== state) return;
      unsubscribe();
      resolve(event);
    });
  });
}

async function importedTile(client: StudioClient): Promise<LibraryTile> {
  await runJob(client, 'datasets.import', { path: dataset });
  const window = await client.request('library.window', { query: everything, offset: 0, limit: 1 });
  if ('error' in window) throw new Error(window.error.message);
  return window.ok.tiles[0]!;
}

describe('facet serve', () => {
  it('is one of the commands, and says how it is used wrongly', async () => {
    const state = temporaryFolder();
    expect((await ended(facetProcess(state, ['--help']))).out).toContain('serve');
    expect(await ended(facetProcess(state, ['serve', '--port', '65536']))).toMatchObject({ exitCode: 2 });
  });

  it('shows two browsers one live studio', async () => {
    const state = temporaryFolder();
    const studio = await serve(state, '--port', '0', '--project', join(state, 'project'));
    const [one, other] = [studio.window(await studio.logIn()), studio.window(await studio.logIn())];
    await other.request('host.describe', {});
    const ends = heard(other, 'job.end');
    const tile = await importedTile(one);
    expect(await ends).toMatchObject({ payload: { outcome: 'done', result: { imported: 12 } } });

    const changes = heard(other, 'faces.changed');
    const edits = [{ faceId: tile.id, kind: 'flagged', to: true } as const];
    expect(await one.request('faces.edit', { edits })).toMatchObject({ ok: { kind: 'edit' } });
    expect(await changes).toMatchObject({ payload: { kind: 'edit', faceIds: [tile.id] } });
    expect(await other.request('faces.get', { faceIds: [tile.id] })).toMatchObject({
      ok: [{ flagged: true }],
    });
  });

  it('shows the faces by their ids, to be kept as long as they look so', async () => {
    const state = temporaryFolder();
    const studio = await serve(state, '--port', '0', '--project', join(state, 'project'));
    const cookie = await studio.logIn();
    const tile = await importedTile(studio.window(cookie));
    for (const [address, sidePx] of [
      [thumbnailAddress(tile, 160), 160],
      [imageAddress(tile, 512), 100],
    ] as const) {
      const reply = await studio.ask(address, { cookie });
      expect(reply).toMatchObject({
        status: 200,
        headers: { 'content-type': 'image/webp', 'cache-control': 'private, max-age=31536000, immutable' },
      });
      const picture = await sharp(Buffer.from(reply.text, 'latin1')).metadata();
      expect(picture).toMatchObject({ format: 'webp', width: sidePx, height: sidePx });
      const etag = String(reply.headers['etag']);
      expect(await studio.ask(address, { cookie, 'if-none-match': etag })).toMatchObject({
        status: 304,
        text: '',
      });
    }
    const stale = thumbnailAddress({ ...tile, version: 'older' }, 160);
    expect((await studio.ask(stale, { cookie })).headers['cache-control']).toBe('no-store');
    const missing = await studio.ask(thumbnailAddress({ id: 1_000_000, version: 'v' }, 160), { cookie });
    expect(missing).toMatchObject({ status: 404, text: expect.stringContaining('face-unknown') });
  });

  it('is found again by its windows after it was killed, and has lost nothing', async () => {
    const state = temporaryFolder();
    const project = ['--project', join(state, 'project')];
    const first = await serve(state, '--port', '0', ...project);
    const cookie = await first.logIn();
    const window = first.window(cookie);
    const tile = await importedTile(window);
    const edits = [{ faceId: tile.id, kind: 'flagged', to: true } as const];
    await window.request('faces.edit', { edits });

    const lost = heard(window, 'connection', 'lost');
    const found = heard(window, 'connection', 'reconnected');
    await first.signal('SIGKILL');
    await lost;
    expect(await window.request('project.summary', {})).toMatchObject({ error: { code: 'connection-lost' } });
    await serve(state, '--port', first.port, ...project);
    expect(await found).toEqual({ name: 'connection', payload: { state: 'reconnected', restarted: true } });
    expect(await window.request('faces.get', { faceIds: [tile.id] })).toMatchObject({
      ok: [{ id: tile.id, flagged: true }],
    });
  });

  it('stops by Ctrl+C with a job at work, which keeps what it has done', async () => {
    const state = temporaryFolder();
    const project = ['--project', join(state, 'project')];
    const studio = await serve(state, '--port', '0', ...project);
    const window = studio.window(await studio.logIn());
    await importedTile(window);
    const step = heard(window, 'training.step');
    const lost = heard(window, 'connection', 'lost');
    const training = { preset: 'tutorial', steps: 1_000_000, batchSize: 4 } as const;
    expect(await window.request('runs.train', training)).toMatchObject({ ok: { jobId: expect.any(String) } });
    await step;
    expect(await studio.signal('SIGINT')).toBe(130);
    await lost;
    const again = await ended(facetProcess(state, ['runs', ...project, '--json']));
    expect(again).toMatchObject({ exitCode: 0 });
    const [run] = (JSON.parse(again.out) as { runs: { state: string; globalStep: number }[] }).runs;
    expect(run).toMatchObject({ state: 'interrupted' });
    expect(run!.globalStep).toBeGreaterThan(0);
  });

  it('ends well when the system asks it to', async () => {
    const studio = await serve(temporaryFolder(), '--port', '0');
    // The terminal that it was started from was closed: its input is none.
    studio.child.kill('SIGHUP');
    await studio.freshAddress();
    expect(await studio.signal('SIGTERM')).toBe(0);
    expect(studio.errors).toContain('Stopping');
  });

  it('welcomes without a project, opens one from a window, and begins with it the next time', async () => {
    const state = temporaryFolder();
    const studio = await serve(state, '--port', '0');
    const [one, other] = [studio.window(await studio.logIn()), studio.window(await studio.logIn())];
    expect(await one.request('project.summary', {})).toMatchObject({ error: { code: 'no-project' } });
    expect(await one.request('host.describe', {})).toMatchObject({ ok: { kind: 'web', folders: true } });
    expect(await one.request('host.listFolder', { path: folder })).toMatchObject({
      ok: { entries: [{ kind: 'folder', name: 'dataset', images: 12 }] },
    });
    await other.request('host.describe', {});
    const opened = heard(other, 'project.opened');
    const project = join(state, 'project');
    await one.request('project.open', { folder: project, mode: 'create' });
    expect(await opened).toMatchObject({ payload: { folder: project } });
    await studio.signal('SIGINT');

    const next = await serve(state, '--port', '0');
    const window = next.window(await next.logIn());
    expect(await window.request('project.summary', {})).toMatchObject({ ok: { folder: project } });
  });

  it('leaves a project to the process that has it, and says which', async () => {
    const state = temporaryFolder();
    const project = join(state, 'project');
    const studio = await serve(state, '--port', '0', '--project', project);
    const second = await ended(facetProcess(state, ['serve', '--json', '--port', '0', '--project', project]));
    expect(second.exitCode).toBe(1);
    expect(second.errors).toContain(`process ${studio.child.pid} on ${hostname()}`);
    expect(JSON.parse(second.out)).toMatchObject({ error: { code: 'project-locked' } });
    const trained = await ended(facetProcess(state, ['import', dataset, '--project', project]));
    expect(trained).toMatchObject({ exitCode: 1, errors: expect.stringContaining('serve') });
  });

  it('says that a port is taken', async () => {
    const state = temporaryFolder();
    const studio = await serve(state, '--port', '0');
    const second = await ended(facetProcess(state, ['serve', '--port', studio.port]));
    expect(second).toMatchObject({
      exitCode: 1,
      errors: expect.stringContaining(`Port ${studio.port} is taken`),
    });
  });
});

describe('npm start', () => {
  it('says by which door and why, and opens it', async () => {
    const state = temporaryFolder();
    const child = facetProcess(state, [join(state, 'project')], 'start.mjs');
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    const end = ended(child);
    while (!out.includes('/login?token=')) await new Promise((resolve) => child.stdout.once('data', resolve));
    expect(out.split('\n')[0]).toBe(
      'There is no screen here, so Facet is served: open the address below in a browser.',
    );
    expect(out).toContain(`Facet has ${join(state, 'project')} open`);
    child.kill('SIGINT');
    expect(await end).toMatchObject({ exitCode: 130 });
    expect(existsSync(join(state, 'project', 'project.db'))).toBe(true);
  });

  it('takes a project’s folder and nothing else', async () => {
    const usage = await ended(facetProcess(temporaryFolder(), ['--port', '0'], 'start.mjs'));
    expect(usage).toMatchObject({ exitCode: 2, errors: expect.stringContaining('Usage: npm start') });
  });
});
