import { mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { webHost } from '../../../../../src/main/hosts/web/host';
import { createStudio, type Studio } from '../../../../../src/main/studio';
import { RecentProjects } from '../../../../../src/main/system/recentProjects';
import { temporaryFolder } from '../../../../support/temporaryFolder';

let studio: Studio;
afterEach(() => studio.close());

describe('the web host', () => {
  it('says what it offers, and offers it', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'photos'));
    studio = createStudio(webHost(new RecentProjects(join(folder, 'recent.json'))));
    expect(await studio.request('host.describe', {})).toMatchObject({
      ok: { kind: 'web', dialogs: false, folders: true, machine: hostname() },
    });
    expect(await studio.request('host.listFolder', { path: folder })).toMatchObject({
      ok: { path: folder, entries: [{ kind: 'folder', name: 'photos' }] },
    });
    expect(await studio.request('host.choosePaths', { kind: 'folder' })).toMatchObject({
      error: { code: 'not-offered' },
    });
    expect(await studio.request('host.recentProjects', {})).toEqual({ ok: [] });
  });

  it('is not there where there is no window', async () => {
    studio = createStudio();
    expect(await studio.request('host.describe', {})).toMatchObject({
      ok: { kind: 'terminal', dialogs: false, folders: false },
    });
    expect(await studio.request('host.listFolder', { path: null })).toMatchObject({
      error: { code: 'not-offered' },
    });
  });
});
