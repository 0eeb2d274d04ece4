import { describe, expect, it } from 'vitest';
import { loadScript } from './loadScript';

interface ElectronTests {
  readonly electronGround: (machine: {
    readonly electron: string | null;
    readonly platform: string;
    readonly environment: Record<string, string>;
    readonly hasXvfb: boolean;
  }) => { readonly obstacle: string | null; readonly wrapper: readonly string[] };
}
const { electronGround } = await loadScript<ElectronTests>('electronTests.mjs');

describe('electronGround', () => {
  const machine = {
    electron: '/electron',
    platform: 'linux',
    environment: { DISPLAY: ':0' },
    hasXvfb: false,
  };

  it('is there where the runtime and a screen are', () => {
    expect(electronGround(machine)).toEqual({ obstacle: null, wrapper: [] });
    expect(electronGround({ ...machine, platform: 'darwin', environment: {} }).obstacle).toBeNull();
  });

  it('takes a virtual screen for one', () => {
    const { obstacle, wrapper } = electronGround({ ...machine, environment: {}, hasXvfb: true });
    expect([obstacle, wrapper[0]]).toEqual([null, 'xvfb-run']);
  });

  it('says why it is not', () => {
    expect(electronGround({ ...machine, electron: null }).obstacle).toContain('runtime is not installed');
    expect(electronGround({ ...machine, environment: {} }).obstacle).toContain('no screen');
  });
});
