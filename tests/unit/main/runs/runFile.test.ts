import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runFile } from '../../../../src/main/runs/runFile';
import { temporaryFolder } from '../../../support/temporaryFolder';

const file = runFile('said.json', z.object({ of: z.string() }));

describe('a file beside a run', () => {
  it('holds what was written last, as JSON that a person can read', () => {
    const folder = temporaryFolder();
    file.write(folder, { of: 'one' });
    file.write(folder, { of: 'other' });
    expect(file.read(folder)).toEqual({ of: 'other' });
    expect(readFileSync(join(folder, 'said.json'), 'utf8')).toBe('{\n  "of": "other"\n}\n');
  });

  it('is nothing where there is none, or it is damaged or another program’s', () => {
    const folder = temporaryFolder();
    expect(file.read(folder)).toBeNull();
    for (const content of ['{"of": "o', '{"of": 1}', '']) {
      writeFileSync(join(folder, 'said.json'), content);
      expect(file.read(folder)).toBeNull();
    }
  });
});
