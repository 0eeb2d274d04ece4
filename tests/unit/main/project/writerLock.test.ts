import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Writer, WriterLock } from '../../../../src/main/project/writerLock';
import { temporaryFolder } from './support';

describe('WriterLock', () => {
  it('is held by one at a time and says who holds it', () => {
    const folder = temporaryFolder();
    expect(WriterLock.isHeld(folder)).toBe(false);
    const lock = WriterLock.acquire(folder);
    expect(WriterLock.isHeld(folder)).toBe(true);
    expect(() => WriterLock.acquire(folder)).toThrow(
      expect.objectContaining({
        code: 'project-locked',
        message: expect.stringContaining(`process ${process.pid} on ${hostname()}`),
        details: { writer: expect.objectContaining({ pid: process.pid, host: hostname() }) },
      }),
    );
    lock.release();
    expect(WriterLock.isHeld(folder)).toBe(false);
    WriterLock.acquire(folder).release();
  });

  it('takes over from a process that died, whatever it left behind', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'writer.lock'), '');
    writeFileSync(join(folder, 'writer.json'), '{"pid": 1, "host": "elsewhere", "comm');
    const lock = WriterLock.acquire(folder);
    const writer = JSON.parse(readFileSync(join(folder, 'writer.json'), 'utf8')) as Writer;
    expect(writer.pid).toBe(process.pid);
    lock.release();
    expect(existsSync(join(folder, 'writer.json'))).toBe(false);
  });

  it('says so even when the other one has not told its name', () => {
    const folder = temporaryFolder();
    const lock = WriterLock.acquire(folder);
    writeFileSync(join(folder, 'writer.json'), '');
    expect(() => WriterLock.acquire(folder)).toThrow('another process');
    lock.release();
  });
});
