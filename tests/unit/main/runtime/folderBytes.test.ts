import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderBytes } from '../../../../src/main/runtime/folderBytes';
import { temporaryFolder } from '../../../support/temporaryFolder';

describe('folderBytes', () => {
  it('adds up all files below, and is 0 for no folder', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'a', 'b'), { recursive: true });
    writeFileSync(join(folder, 'one'), 'x'.repeat(10));
    writeFileSync(join(folder, 'a', 'b', 'two'), 'x'.repeat(32));
    expect(await folderBytes(folder)).toBe(42);
    expect(await folderBytes(join(folder, 'none'))).toBe(0);
  });
});
