import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PartFile } from '../../../../src/main/download/partFile';
import { temporaryFolder } from '../../../support/temporaryFolder';

const address = 'http://127.0.0.1/MTFL.zip';
const memory = { address, validator: '"one"', totalBytes: 6 };

function newTarget(): string {
  return join(temporaryFolder(), 'MTFL.zip');
}

/** A part that an earlier download left. */
async function leave(target: string, bytes: string, of: typeof memory | object = memory): Promise<void> {
  const part = await PartFile.open(target);
  await part.restart({ ...memory, ...of });
  await part.append(Buffer.from(bytes));
  await part.close();
}

describe('PartFile', () => {
  it('goes on with what an earlier download left, and is what it asked for in the end', async () => {
    const target = newTarget();
    await leave(target, 'abc');
    const part = await PartFile.open(target);
    expect(part.resumption(address)).toEqual({ offset: 3, totalBytes: 6, validator: '"one"' });
    expect(part.isComplete(address)).toBe(false);
    await part.append(Buffer.from('def'));
    expect(part.isComplete(address)).toBe(true);
    expect(part).toMatchObject({ bytes: 6, resumedBytes: 3, isLeft: true });
    await part.moveTo(target);
    await part.close();
    expect(part.isLeft).toBe(false);
    expect(readdirSync(join(target, '..'))).toEqual(['MTFL.zip']);
    expect(readFileSync(target, 'utf8')).toBe('abcdef');
  });

  it('builds on nothing when it is begun anew', async () => {
    const target = newTarget();
    await leave(target, 'abc');
    const part = await PartFile.open(target);
    await part.restart({ ...memory, validator: '"two"' });
    await part.append(Buffer.from('xy'));
    await part.close();
    expect(part).toMatchObject({ bytes: 2, resumedBytes: 0 });
    expect(readFileSync(`${target}.part`, 'utf8')).toBe('xy');
    const again = await PartFile.open(target);
    expect(again.resumption(address)).toMatchObject({ offset: 2, validator: '"two"' });
    await again.close();
  });

  it.each([
    ['of another address', { address: 'http://127.0.0.1/other.zip' }],
    ['of a server that tells versions apart by nothing', { validator: null }],
    ['that is longer than its whole', { totalBytes: 2 }],
  ])('does not go on with a part %s', async (_what, of) => {
    const target = newTarget();
    await leave(target, 'abc', of);
    const part = await PartFile.open(target);
    expect(part.resumption(address)).toBeNull();
    expect(part.isComplete(address)).toBe(false);
    await part.close();
  });

  it('knows its length when nothing more came, where none was told', async () => {
    const target = newTarget();
    await leave(target, 'abc', { totalBytes: null });
    const part = await PartFile.open(target);
    expect(part.isComplete(address)).toBe(false);
    await part.complete();
    await part.close();
    const again = await PartFile.open(target);
    expect(again.isComplete(address)).toBe(true);
    await again.close();
  });

  it('leaves nothing behind when nothing came', async () => {
    const target = newTarget();
    const part = await PartFile.open(target);
    await part.restart(memory);
    await part.close();
    expect(part.isLeft).toBe(false);
    expect(readdirSync(join(target, '..'))).toEqual([]);
  });

  it('does not touch a part that a browser may be writing', async () => {
    const target = newTarget();
    writeFileSync(`${target}.part`, 'half of it');
    await expect(PartFile.open(target)).rejects.toMatchObject({ code: 'file-in-the-way' });
    writeFileSync(`${target}.part.json`, '{"address":');
    await expect(PartFile.open(target)).rejects.toThrow(`${target}.part is there already`);
    expect(readFileSync(`${target}.part`, 'utf8')).toBe('half of it');
    expect(existsSync(target)).toBe(false);
  });
});
