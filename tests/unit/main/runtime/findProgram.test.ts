import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findProgram } from '../../../../src/main/runtime/findProgram';
import { writeProgram } from '../../../support/programs';
import { temporaryFolder } from '../../../support/temporaryFolder';

describe('findProgram', () => {
  it('takes the first folder of the PATH that has an executable file of the name', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'a', 'tool'), { recursive: true });
    mkdirSync(join(folder, 'b'));
    writeFileSync(join(folder, 'b', 'tool'), 'not executable');
    chmodSync(join(folder, 'b', 'tool'), 0o644);
    const expected = writeProgram(join(folder, 'c'), 'tool', 'exit 0');
    writeProgram(join(folder, 'd'), 'tool', 'exit 0');
    const PATH = ['a', 'b', 'c', 'd'].map((name) => join(folder, name)).join(delimiter);
    expect(findProgram('tool', { PATH })).toBe(expected);
    expect(findProgram('absent', { PATH })).toBeNull();
    expect(findProgram(expected, {})).toBe(expected);
  });

  it('finds nothing without a PATH', () => {
    expect(findProgram('sh', {})).toBeNull();
  });
});
