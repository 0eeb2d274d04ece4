import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  forgetFailure,
  rememberedFailure,
  rememberFailure,
} from '../../../../../src/main/runtime/tensorflow/failures';
import { temporaryFolder } from '../../../../support/temporaryFolder';

const HOUR_MS = 3_600_000;
const failure = { code: 'download-failed', message: 'no network' };

describe('remembered failures', () => {
  it('last a day, each variant for itself', () => {
    const folder = temporaryFolder();
    rememberFailure(folder, 'cuda', failure);
    expect(rememberedFailure(folder, 'cuda')?.failure).toEqual(failure);
    expect(rememberedFailure(folder, 'cpu')).toBeNull();
    expect(rememberedFailure(folder, 'cuda', Date.now() + 23 * HOUR_MS)).not.toBeNull();
    expect(rememberedFailure(folder, 'cuda', Date.now() + 25 * HOUR_MS)).toBeNull();
    forgetFailure(folder, 'cuda');
    expect(rememberedFailure(folder, 'cuda')).toBeNull();
  });

  it('leave out what is quick to see again', () => {
    const folder = temporaryFolder();
    rememberFailure(folder, 'cpu', { code: 'tools-missing', message: 'make is not installed' });
    expect(rememberedFailure(folder, 'cpu')).toBeNull();
  });

  it('ignore a file that is not theirs', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'tensorflow'));
    writeFileSync(join(folder, 'tensorflow', 'failure-cpu.json'), '{"atMs":');
    expect(rememberedFailure(folder, 'cpu')).toBeNull();
  });
});
