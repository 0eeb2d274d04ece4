import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { outFolder } from '../../../../../src/main/outFolder';
import { createStudio } from '../../../../../src/main/studio';
import { temporaryFolder } from '../../../../support/temporaryFolder';
import { ownFrame, StandIn } from './standIn';
import { startedDesktop, until } from './startedDesktop';

const isBuilt = existsSync(join(outFolder(), 'renderer', 'index.html'));
const project = (): string => join(temporaryFolder(), 'project');

describe.skipIf(!isBuilt)('the desktop (needs a build)', () => {
  it('begins with the project that was named, and lets its window ask', async () => {
    const folder = project();
    const { standIn } = await startedDesktop({ project: folder });
    expect(standIn.window.loaded).toBe('facet://app/index.html');
    expect(await standIn.ask('project.summary', {})).toMatchObject({ ok: { folder } });
    expect(await standIn.ask('host.describe', {})).toMatchObject({ ok: { kind: 'electron' } });
    expect(await standIn.ask('host.recentProjects', {})).toMatchObject({ ok: [{ folder }] });
    expect(standIn.app.recent).toEqual([folder]);
  });

  it('tells every page the events by a port of its own, as long as it listens', async () => {
    const { standIn } = await startedDesktop();
    const ports = [standIn.listen()!, standIn.listen()!];
    expect(ports.every(({ started }) => started)).toBe(true);
    ports[1]!.emit('close');
    const folder = project();
    await standIn.ask('project.open', { folder, mode: 'create' });
    expect(ports[0]!.posted).toContainEqual({ name: 'project.opened', payload: { folder } });
    expect(ports[1]!.posted).toEqual([]);
  });

  it('hands the page’s end of the port to the frame that asked', async () => {
    const { standIn } = await startedDesktop();
    const postMessage = vi.fn();
    standIn.listen({ ...ownFrame, postMessage });
    expect(postMessage).toHaveBeenCalledWith('facet:events', null, [expect.anything()]);
    expect(postMessage.mock.calls[0]![2][0]).not.toBe(standIn.ports[0]);
  });

  it('shows why a project cannot be opened, and its window all the same', async () => {
    const folder = project();
    const other = createStudio();
    await other.request('project.open', { folder, mode: 'create' });
    const { standIn } = await startedDesktop({ project: folder });
    await other.close();
    expect(standIn.errors).toEqual([expect.stringContaining(`process ${process.pid}`)]);
    expect(standIn.window.loaded).not.toBe('');
  });

  it('stands where it stood, and remembers where it is put', async () => {
    const bounds = { x: 300, y: 100, width: 1200, height: 800 };
    const { standIn, places } = await startedDesktop({
      kept: { bounds, maximized: true, fullScreen: false },
    });
    expect(standIn.window.options).toMatchObject(bounds);
    expect(standIn.window.maximized).toBe(true);
    standIn.window.close();
    await until(() => standIn.window.destroyed);
    expect(places.at(-1)).toMatchObject({ bounds: { x: 10, y: 20 }, maximized: true });
  });

  it('has the menu that its window describes, in the window’s language', async () => {
    const { standIn } = await startedDesktop();
    const port = standIn.listen()!;
    const item = { kind: 'command', command: 'project.import', label: 'Importa…', chord: 'Mod+I' };
    const menus = [{ label: 'Progetto', items: [{ ...item, enabled: true }] }];
    expect(await standIn.ask('host.showMenu', { language: 'it', menus })).toEqual({ ok: null });
    const shown = standIn.menu.find(({ label }) => label === 'Progetto')!;
    const [first] = shown.submenu as Electron.MenuItemConstructorOptions[];
    first!.click!({} as never, undefined as never, {} as never);
    expect(port.posted).toContainEqual({ name: 'host.command', payload: { command: 'project.import' } });
  });

  it('hands a second start’s project over, and comes forward', async () => {
    const { standIn } = await startedDesktop();
    // Before the page listens, what comes is kept.
    standIn.app.emit('second-instance', {}, [], '/', { project: '/faces' });
    const port = standIn.listen()!;
    await standIn.ask('host.showMenu', { language: 'en', menus: [] });
    expect(port.posted).toContainEqual({ name: 'host.handedOver', payload: { paths: ['/faces'] } });
    expect(standIn.window.done.slice(-2)).toEqual(['show', 'focus']);
    port.posted.length = 0;
    for (const additional of [null, {}, { project: 7 }, { project: '' }, 'x']) {
      standIn.app.emit('second-instance', {}, [], '/', additional);
    }
    expect(port.posted).toEqual([]);
  });

  it('opens nothing as a second instance, and tells the first which project it was for', async () => {
    const second = new StandIn();
    second.isFirst = false;
    await startedDesktop({ standIn: second, project: '/faces' });
    expect(second.app.lockData).toEqual({ project: '/faces' });
    expect(second.app.quits).toBe(1);
    expect(second.window).toBeUndefined();
  });

  it('takes what the system’s file manager opens, also before it is ready', async () => {
    const standIn = new StandIn();
    let prevented = false;
    standIn.app.whenReady = async () => {
      standIn.app.emit('open-file', { preventDefault: () => (prevented = true) }, '/early');
    };
    await startedDesktop({ standIn });
    const port = standIn.listen()!;
    standIn.app.emit('open-file', { preventDefault: () => undefined }, '/late');
    expect(prevented).toBe(true);
    expect(port.posted).toEqual([{ name: 'host.handedOver', payload: { paths: ['/early', '/late'] } }]);
  });

  it('is noticed when a long job ends unseen, and calm when it is seen', async () => {
    const { standIn } = await startedDesktop();
    const notice = { title: 'Training: finished', text: 'faces' };
    expect(await standIn.ask('host.notify', notice)).toEqual({ ok: { shown: false } });
    standIn.window.focused = false;
    expect(await standIn.ask('host.notify', notice)).toEqual({ ok: { shown: true } });
    expect(standIn.notifications).toEqual([{ title: notice.title, body: notice.text }]);
    expect(standIn.app.badge).toBe(1);
    standIn.window.emit('focus');
    expect(standIn.app.badge).toBe(0);
    for (const [progress, shown] of [
      [{ working: true, share: 0.25 }, 0.25],
      [{ working: true, share: null }, 2],
      [{ working: false, share: null }, -1],
    ] as const) {
      await standIn.ask('host.showProgress', progress);
      expect(standIn.window.progress).toBe(shown);
    }
  });

  it('goes at once when nothing is at work: the studio is put away first', async () => {
    const { standIn } = await startedDesktop({ project: project() });
    standIn.window.close();
    await until(() => standIn.window.destroyed);
    expect(standIn.questions).toEqual([]);
    standIn.app.emit('window-all-closed');
    expect(standIn.app.quits).toBe(1);
    let prevented = 0;
    const going = { preventDefault: () => (prevented += 1) };
    standIn.app.emit('will-quit', going);
    await until(() => standIn.app.quits === 2);
    standIn.app.emit('will-quit', going);
    expect(prevented).toBe(1);
  });

  it('asks before it ends a job, and stays when the answer is no', async () => {
    const { standIn, studio } = await startedDesktop();
    const faces = join(temporaryFolder(), 'faces');
    await studio.request('datasets.draw', { folder: faces, count: 5_000, seed: 1 });
    standIn.window.close();
    await until(() => standIn.questions.length === 1);
    expect(standIn.questions[0]).toMatchObject({ defaultId: 0, cancelId: 0 });
    expect(standIn.questions[0]!.message).toContain('sta ancora lavorando');
    await new Promise(setImmediate);
    expect(standIn.window.destroyed).toBe(false);
    standIn.response = 1;
    let prevented = false;
    standIn.app.emit('before-quit', { preventDefault: () => (prevented = true) });
    await until(() => standIn.app.quits === 1);
    expect(prevented).toBe(true);
    standIn.window.close();
    expect(standIn.window.destroyed).toBe(true);
  });

  it('says why it could not start', async () => {
    const standIn = new StandIn();
    standIn.runtime.protocol.handle = () => {
      throw new Error('no scheme');
    };
    await startedDesktop({ standIn });
    expect(standIn.errors).toEqual(['no scheme']);
    expect(standIn.app.quits).toBe(1);
  });
});
