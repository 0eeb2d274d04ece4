import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeHeadersFolder } from '../../../../src/main/runtime/nodeHeaders';
import { temporaryFolder } from '../../../support/temporaryFolder';

describe('nodeHeadersFolder', () => {
  it('prefers the headers beside the executable', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'bin'));
    mkdirSync(join(folder, 'include', 'node'), { recursive: true });
    writeFileSync(join(folder, 'bin', 'node'), '');
    writeFileSync(join(folder, 'include', 'node', 'common.gypi'), '');
    expect(nodeHeadersFolder(join(folder, 'bin', 'node'))).toBe(folder);
  });

  it('takes another Node’s where the executable came without', () => {
    const lonely = join(temporaryFolder(), 'node');
    writeFileSync(lonely, '');
    const found = nodeHeadersFolder(lonely);
    expect(found === null || existsSync(join(found, 'include', 'node', 'common.gypi'))).toBe(true);
  });
});
