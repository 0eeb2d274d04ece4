import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GrowingFile } from '../../../../src/main/runtime/growingFile';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'facet-growing-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (): string => join(folder, 'file');
const growing = async (handle: Promise<FileHandle> = open(file(), 'w')): Promise<GrowingFile> =>
  new GrowingFile(await handle, (thrown) => new Error('not written', { cause: thrown }));

describe('a growing file', () => {
  it('holds texts and bytes in their order, however many', async () => {
    const growth = await growing();
    const texts = Array.from({ length: 3000 }, (_, index) => `${index}: ünïcode, a line of some length\n`);
    for (const text of texts) await growth.write(text);
    await growth.write(Uint8Array.of(0, 255));
    await growth.close();
    const whole = readFileSync(file());
    expect(whole.subarray(0, -2).toString()).toBe(texts.join(''));
    expect([...whole.subarray(-2)]).toEqual([0, 255]);
  });

  it('has on the disk what was flushed', async () => {
    const growth = await growing();
    await growth.write('a');
    await growth.flush();
    expect(readFileSync(file(), 'utf8')).toBe('a');
    await growth.write('b');
    await growth.abandon();
    await growth.abandon();
    expect(readFileSync(file(), 'utf8')).toBe('a');
  });

  it('says in its owner’s words that the disk would not have it', async () => {
    await (await growing()).close();
    const growth = await growing(open(file(), 'r'));
    await growth.write('a');
    const failing = expect(growth.close()).rejects;
    await failing.toMatchObject({ message: 'not written', cause: { code: 'EBADF' } });
    await growth.abandon();
  });
});
