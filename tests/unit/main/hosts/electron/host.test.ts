import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserWindow, OpenDialogOptions, OpenDialogReturnValue } from 'electron';
import { afterEach, describe, expect, it } from 'vitest';
import { electronHost } from '../../../../../src/main/hosts/electron/host';
import { noDesktop } from '../../../../../src/main/handlers/host';
import { createStudio, type Studio } from '../../../../../src/main/studio';
import { RecentProjects } from '../../../../../src/main/system/recentProjects';
import { temporaryFolder } from '../../../../support/temporaryFolder';

let studio: Studio;
afterEach(() => studio.close());

/** The system's dialog, in which a person chooses these paths; none: they think better of it. */
function start(filePaths: readonly string[], window: BrowserWindow | null = null): OpenDialogOptions[][] {
  const shown: OpenDialogOptions[][] = [];
  const showOpenDialog = async (...parameters: unknown[]): Promise<OpenDialogReturnValue> => {
    shown.push(parameters as OpenDialogOptions[]);
    return { canceled: filePaths.length === 0, filePaths: [...filePaths] };
  };
  studio = createStudio(
    electronHost(
      { showOpenDialog },
      () => window,
      new RecentProjects(`${temporaryFolder()}/recent.json`),
      noDesktop,
    ),
  );
  return shown;
}

describe('the desktop host', () => {
  it('says what it offers', async () => {
    start([]);
    expect(await studio.request('host.describe', {})).toMatchObject({
      ok: { kind: 'electron', dialogs: true, folders: false },
    });
    expect(await studio.request('host.listFolder', { path: null })).toMatchObject({
      error: { code: 'not-offered' },
    });
  });

  it('lets the system’s dialog choose a folder, over its window', async () => {
    const window = {} as BrowserWindow;
    const shown = start(['/faces'], window);
    expect(await studio.request('host.choosePaths', { kind: 'folder' })).toEqual({
      ok: { paths: ['/faces'] },
    });
    expect(shown).toEqual([[window, { properties: ['openDirectory', 'createDirectory'] }]]);
  });

  it('lets it choose several photos, and one zip', async () => {
    const shown = start(['/a.jpg', '/b.jpg']);
    await studio.request('host.choosePaths', { kind: 'photo' });
    await studio.request('host.choosePaths', { kind: 'zip' });
    expect(shown).toMatchObject([
      [{ properties: ['openFile', 'multiSelections'] }],
      [{ properties: ['openFile'], filters: [{ extensions: ['zip'] }] }],
    ]);
  });

  it('says what can be done with what is dropped', async () => {
    start([]);
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'project'));
    for (const name of ['project/project.db', 'a.zip', 'a.csv', 'a.JPG', 'a.txt'])
      writeFileSync(join(folder, name), '');
    const names = ['project', 'project/..', 'a.zip', 'a.csv', 'a.JPG', 'a.txt', 'gone'];
    const paths = names.map((name) => join(folder, name));
    const kinds = ['project', 'folder', 'zip', 'table', 'photo', 'unknown', 'missing'];
    expect(await studio.request('host.examinePaths', { paths })).toEqual({
      ok: paths.map((path, index) => ({ path, kind: kinds[index] })),
    });
  });

  it('answers nothing where a person thinks better of it', async () => {
    start([]);
    expect(await studio.request('host.choosePaths', { kind: 'folder' })).toEqual({ ok: { paths: [] } });
  });
});
