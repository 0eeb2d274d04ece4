import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placeOn, WindowMemory, type WindowPlace } from '../../../../../src/main/hosts/electron/windowPlace';
import { temporaryFolder } from '../../../../support/temporaryFolder';

const screen = { x: 0, y: 0, width: 1920, height: 1040 };
const beside = { x: 1920, y: 0, width: 1280, height: 1000 };
const place = (x: number, y: number): WindowPlace => ({
  bounds: { x, y, width: 1000, height: 700 },
  maximized: false,
  fullScreen: false,
});

describe('placeOn', () => {
  it('puts the window where it was, on whichever screen that is', () => {
    for (const kept of [place(100, 100), place(2000, 50), place(-800, 0)]) {
      expect(placeOn([screen, beside], kept)).toEqual(kept);
    }
  });

  it('lets the system choose where the screen is gone, or the title could not be reached', () => {
    for (const kept of [place(2000, 50), place(-950, 0), place(100, 1030), place(100, -300)]) {
      const { bounds } = placeOn([screen], kept);
      expect(bounds).toEqual({ width: 1000, height: 700 });
    }
  });

  it('begins no larger than the screen, and keeps being maximized', () => {
    const small = { x: 0, y: 0, width: 1024, height: 700 };
    expect(placeOn([small], null)).toMatchObject({ bounds: { width: 1024, height: 700 }, maximized: false });
    expect(placeOn([screen], null).bounds).toEqual({ width: 1440, height: 900 });
    expect(placeOn([small], { ...place(5000, 0), maximized: true })).toMatchObject({ maximized: true });
    expect(placeOn([], null).bounds).toEqual({ width: 1440, height: 900 });
  });
});

describe('WindowMemory', () => {
  it('finds what was written, and nothing beside it', () => {
    const folder = join(temporaryFolder(), 'state');
    const memory = new WindowMemory(join(folder, 'window.json'));
    expect(memory.read()).toBeNull();
    memory.write(place(1, 2));
    expect(memory.read()).toEqual(place(1, 2));
    expect(readdirSync(folder)).toEqual(['window.json']);
  });

  it('forgets what no window could have', () => {
    const file = join(temporaryFolder(), 'window.json');
    for (const text of [
      '',
      '{',
      '{"bounds":{"x":0,"y":0,"width":1,"height":1}}',
      JSON.stringify({ ...place(1, 2), bounds: { x: 1.5 } }),
    ]) {
      writeFileSync(file, text);
      expect(new WindowMemory(file).read()).toBeNull();
    }
  });

  it('is a convenience: where nothing can be written, nothing fails', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    new WindowMemory(join(file, 'window.json')).write(place(1, 2));
    expect(existsSync(join(file, 'window.json'))).toBe(false);
  });
});
