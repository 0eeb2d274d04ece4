/**
 * Electron's security checklist (https://www.electronjs.org/docs/latest/tutorial/security), a case per line, in its
 * order and under its numbers, and the lines that this house adds.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { outsideAddresses } from '../../../../../src/main/hosts/electron/security';
import { outFolder } from '../../../../../src/main/outFolder';
import packaging from '../../../../../electron-builder.config';
import { ownFrame, type StandIn } from './standIn';
import { startedDesktop } from './startedDesktop';

const root = resolve(import.meta.dirname, '../../../../..');
const isBuilt = existsSync(join(outFolder(), 'renderer', 'index.html'));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

describe.skipIf(!isBuilt)('the security checklist (needs a build)', () => {
  let standIn: StandIn;
  const preferences = () => standIn.window.options.webPreferences!;
  const page = async (address: string): Promise<Response> =>
    standIn.answerScheme!(new Request(address, { headers: {} }));

  beforeEach(async () => {
    standIn = (await startedDesktop()).standIn;
  });

  it('1. loads secure content only: nothing but its own scheme', async () => {
    expect(standIn.window.loaded).toBe('facet://app/index.html');
    expect(read('src/renderer/index.html')).not.toMatch(/https?:/);
  });

  it('2. gives the window no Node: not to pages, frames or workers', () => {
    expect(preferences()).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    });
  });

  it('3. isolates the preload’s context from the page’s', () => {
    expect(preferences().contextIsolation).toBe(true);
  });

  it('4. sandboxes every process, before the first one starts', () => {
    expect(preferences().sandbox).toBe(true);
    expect(standIn.log.indexOf('sandbox')).toBeLessThan(standIn.log.indexOf('ready'));
  });

  it('4b. has a preload that a sandbox can run: one CommonJS file that asks for electron only', () => {
    const preload = readFileSync(preferences().preload!, 'utf8');
    const required = [...preload.matchAll(/require\(["'](.+?)["']\)/g)].map((match) => match[1]);
    expect(new Set(required)).toEqual(new Set(['electron']));
    expect(preload).not.toMatch(/^\s*(?:import|export)\b/m);
  });

  it('5. denies every permission that a page asks for, and every device', () => {
    const answers: boolean[] = [];
    const { request, check, device } = standIn.permissions as Record<
      string,
      (...words: unknown[]) => unknown
    >;
    for (const permission of ['media', 'geolocation', 'notifications', 'openExternal', 'clipboard-read']) {
      request!({}, permission, (granted: boolean) => answers.push(granted));
      expect(check!({}, permission, 'facet://app')).toBe(false);
    }
    expect(answers).toEqual([false, false, false, false, false]);
    expect(device!({ deviceType: 'hid' })).toBe(false);
  });

  it('6. leaves web security on', () => {
    expect(preferences().webSecurity).toBe(true);
  });

  it('7. has a policy on every answer: nothing from elsewhere, nothing inline, nothing evaluated', async () => {
    for (const address of [
      'facet://app/index.html',
      'facet://app/nothing.js',
      'facet://other/',
      'facet://app/faces/1',
    ]) {
      const policy = (await page(address)).headers.get('content-security-policy');
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      // A picture may stand in its address: nothing runs from it.
      expect(policy).toContain("img-src 'self' data:;");
      expect(policy?.replace("img-src 'self' data:;", '')).not.toMatch(/unsafe|https?:|data:|\*/);
    }
  });

  it('8. allows no insecure content', () => {
    expect(preferences().allowRunningInsecureContent).toBe(false);
  });

  it('9. uses no experimental features', () => {
    expect(preferences().experimentalFeatures).toBe(false);
  });

  it('10. switches on no features of Blink', () => {
    expect(preferences().enableBlinkFeatures).toBeUndefined();
  });

  it('11. has no webview tag', () => {
    expect(preferences().webviewTag).toBe(false);
  });

  it('12. lets no page attach a webview', () => {
    expect(standIn.contents().embeds()).toBe(false);
  });

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])(
    '13. stays on its own pages, judged by the parsed address: %s',
    (event) => {
      const { goes } = standIn.contents();
      expect(goes(event, 'facet://app/index.html#/library')).toBe(true);
      for (const address of [
        'https://evil.example/',
        'facet://app.evil.example/',
        'facet://app@evil.example/',
        'file:///etc/passwd',
        'javascript:alert(1)',
        'data:text/html,hello',
        'not an address',
      ]) {
        expect(goes(event, address), address).toBe(false);
      }
    },
  );

  it('14. opens no windows', () => {
    for (const address of ['facet://app/index.html', 'https://evil.example/', 'about:blank']) {
      expect(standIn.contents().opens(address)).toEqual({ action: 'deny' });
    }
  });

  it('15. hands a fixed list of addresses to the browser, and no other', () => {
    const { opens } = standIn.contents();
    standIn.external.length = 0;
    for (const address of outsideAddresses) opens(address);
    expect(standIn.external).toEqual(outsideAddresses);
    const [known] = outsideAddresses;
    for (const address of [
      `${known}?x=1`,
      `${known}/../`,
      'file:///bin/sh',
      'smb://host/share',
      'calc:',
      '',
    ]) {
      opens(address);
    }
    expect(standIn.external).toEqual(outsideAddresses);
    expect(outsideAddresses.every((address) => /^https?:$/.test(new URL(address).protocol))).toBe(true);
  });

  it('16. uses a current Electron: one of the three majors that are maintained', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as {
      devDependencies: Record<string, string>;
    };
    // Moved with each update; Electron brings a major out every eight weeks.
    expect(Number(devDependencies['electron']!.split('.')[0])).toBeGreaterThanOrEqual(43);
    expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('17. answers the main frame of its own pages only, for requests and for events', async () => {
    for (const frame of [
      null,
      { url: 'https://evil.example/', parent: null },
      { url: 'facet://app.evil.example/', parent: null },
      { ...ownFrame, parent: ownFrame },
    ]) {
      expect(await standIn.ask('jobs.list', {}, frame)).toMatchObject({ error: { code: 'foreign-sender' } });
      if (frame !== null) expect(standIn.listen(frame)).toBeNull();
    }
    expect(await standIn.ask('jobs.list', {})).toHaveProperty('ok');
    expect([...standIn.handlers.keys(), ...standIn.listeners.keys()]).toEqual([
      'facet:request',
      'facet:listen',
    ]);
  });

  it('17b. believes nothing of what its own page says, either', async () => {
    for (const [channel, params] of [
      ['__proto__', {}],
      ['no.such', {}],
      [7, {}],
      ['jobs.cancel', { jobId: 7 }],
      [
        'host.showMenu',
        {
          language: 'en',
          menus: [{ label: 'x', items: [{ kind: 'role', role: 'toggleDevTools', label: 'x' }] }],
        },
      ],
    ] as const) {
      const answer = (await standIn.ask(channel as string, params)) as { error?: { code: string } };
      expect(['unknown-channel', 'bad-parameters']).toContain(answer.error?.code);
    }
  });

  it('18. serves its pages by its own standard, secure scheme, and knows faces by id, never by path', async () => {
    expect(standIn.schemes).toEqual([
      {
        scheme: 'facet',
        privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
      },
    ]);
    for (const path of [
      '../secret',
      '%2e%2e/secret',
      '/etc/passwd',
      'faces/..%2f1/thumbnail',
      'faces/a.jpg',
    ]) {
      expect((await page(`facet://app/${path}`)).status, path).toBe(404);
    }
    for (const source of ['desktop', 'scheme', 'windowOptions']) {
      expect(read(`src/main/hosts/electron/${source}.ts`)).not.toMatch(/loadFile|file:\/\//);
    }
  });

  it('19. flips the fuses: Node cannot be made of the application, and only its archive is loaded', () => {
    expect(packaging.electronFuses).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    });
    expect(packaging.asar).toBe(true);
    expect(packaging).not.toHaveProperty('disableAsarIntegrity');
  });

  it('20. hands no object of Electron’s through the bridge: three functions that take and give plain data', () => {
    const source = read('src/preload/index.ts');
    const preload = readFileSync(preferences().preload!, 'utf8');
    expect([...preload.matchAll(/exposeInMainWorld\("(\w+)"/g)].map((match) => match[1])).toEqual(['facet']);
    // The port stays in the preload, and so does the event that an Electron listener is called with.
    expect(source).not.toMatch(/listener\(event|listener\(port|: ipcRenderer,|ipcRenderer\.\w+,/);
    expect(source).toContain('listener(data)');
  });
});
