import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { browserCommand, hasScreen, openBrowser } from '../../../../../src/main/hosts/web/openBrowser';
import { writeProgram } from '../../../../support/programs';
import { temporaryFolder } from '../../../../support/temporaryFolder';

const address = 'http://127.0.0.1:1/login?token=a&b';

describe('openBrowser', () => {
  it('hands the address over whole, to no shell', () => {
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      expect(browserCommand(address, platform).at(-1)).toBe(address);
    }
  });

  it('opens none where there is no screen', async () => {
    expect(hasScreen({}, 'linux')).toBe(false);
    expect(hasScreen({ WAYLAND_DISPLAY: 'w' }, 'linux')).toBe(true);
    expect(hasScreen({}, 'darwin')).toBe(true);
    expect(await openBrowser(address, {}, 'linux')).toBe(false);
  });

  it.skipIf(process.platform === 'win32')(
    'asks the system’s program, and says when there is none',
    async () => {
      const folder = temporaryFolder();
      const environment = { DISPLAY: ':0', PATH: folder };
      expect(await openBrowser(address, environment, 'linux')).toBe(false);
      const opened = join(folder, 'opened');
      writeProgram(folder, 'xdg-open', `echo "$1" > ${opened}.new && mv ${opened}.new ${opened}`);
      environment.PATH = [folder, process.env['PATH']].join(delimiter);
      expect(await openBrowser(address, environment, 'linux')).toBe(true);
      const read = (): string | null => {
        try {
          return readFileSync(opened, 'utf8');
        } catch {
          return null;
        }
      };
      while (read() === null) await new Promise(setImmediate);
      expect(read()).toBe(`${address}\n`);
    },
  );
});
