import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  freshStaging,
  holdsDrawnSet,
  manifest,
  publish,
} from '../../../../../src/main/datasets/synthetic/drawnSet';
import { temporaryFolder } from '../../../../support/temporaryFolder';

const set = { count: 2, testing: 1, seed: 9 };

function writeSet(folder: string, images = 2): void {
  mkdirSync(join(folder, 'AFLW'), { recursive: true });
  const { name, text } = manifest(set);
  writeFileSync(join(folder, name), text);
  for (let image = 0; image < images; image += 1) writeFileSync(join(folder, 'AFLW', `${image}.jpg`), '');
}

/** A process id that no process has: above the largest that Linux and macOS give. */
const nobody = 2 ** 22 + 1;

describe('holdsDrawnSet', () => {
  it('takes a folder that is missing or empty for free', async () => {
    const folder = temporaryFolder();
    expect(await holdsDrawnSet(folder, set)).toBe(false);
    expect(await holdsDrawnSet(join(folder, 'missing'), set)).toBe(false);
  });

  it('knows the set that it was asked for', async () => {
    const folder = temporaryFolder();
    writeSet(folder);
    expect(await holdsDrawnSet(folder, set)).toBe(true);
  });

  it.each([{ count: 3 }, { testing: 2 }, { seed: 10 }])('refuses another set (%o)', async (change) => {
    const folder = temporaryFolder();
    writeSet(folder);
    await expect(holdsDrawnSet(folder, { ...set, ...change })).rejects.toMatchObject({
      code: 'folder-not-empty',
      message: expect.stringContaining('seed 9'),
    });
  });

  it('refuses a set of another drawing, one that lost images, and anything else', async () => {
    const other = temporaryFolder();
    writeSet(other);
    const { name, text } = manifest(set);
    writeFileSync(join(other, name), text.replace(/"drawing": \d+/, '"drawing": 0'));
    await expect(holdsDrawnSet(other, set)).rejects.toMatchObject({
      message: expect.stringContaining('another version'),
    });
    const lost = temporaryFolder();
    writeSet(lost, 1);
    await expect(holdsDrawnSet(lost, set)).rejects.toMatchObject({ code: 'drawn-set-incomplete' });
    const else_ = temporaryFolder();
    writeFileSync(join(else_, 'diary.txt'), 'mine');
    await expect(holdsDrawnSet(else_, set)).rejects.toMatchObject({ code: 'folder-not-empty' });
  });
});

describe('freshStaging', () => {
  it('is free, beside the folder, and another each time', async () => {
    const parent = temporaryFolder();
    const [first, second] = [
      await freshStaging(join(parent, 'set')),
      await freshStaging(join(parent, 'set')),
    ];
    expect(first).not.toBe(second);
    expect(first.startsWith(join(parent, 'set.drawing-'))).toBe(true);
    expect(readdirSync(parent)).toEqual([]);
  });

  it('removes what a killed process left, and nothing else', async () => {
    const parent = temporaryFolder();
    const kept = [
      `set.drawing-${process.pid}-0123abcd`,
      `set.drawing-${nobody}`,
      `other.drawing-${nobody}-0123abcd`,
      'set.drawings',
    ];
    for (const name of [...kept, `set.drawing-${nobody}-0123abcd`]) mkdirSync(join(parent, name));
    await freshStaging(join(parent, 'set'));
    expect(readdirSync(parent).sort()).toEqual(kept.sort());
  });
});

describe('publish', () => {
  it('takes the place of nothing, or of an empty folder', async () => {
    const parent = temporaryFolder();
    for (const name of ['missing', 'empty']) {
      if (name === 'empty') mkdirSync(join(parent, name));
      mkdirSync(join(parent, 'staging'));
      writeFileSync(join(parent, 'staging', 'face'), '');
      expect(await publish(join(parent, 'staging'), join(parent, name))).toBe(true);
      expect(readdirSync(join(parent, name))).toEqual(['face']);
    }
  });

  it('leaves alone what was put there meanwhile', async () => {
    const parent = temporaryFolder();
    for (const name of ['staging', 'taken']) {
      mkdirSync(join(parent, name));
      writeFileSync(join(parent, name, name), '');
    }
    expect(await publish(join(parent, 'staging'), join(parent, 'taken'))).toBe(false);
    expect(readdirSync(join(parent, 'taken'))).toEqual(['taken']);
  });
});
