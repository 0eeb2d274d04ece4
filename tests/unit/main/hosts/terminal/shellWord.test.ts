import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellWord } from '../../../../../src/main/hosts/terminal/shellWord';

describe('shellWord', () => {
  it('leaves a plain path as it is', () => {
    for (const path of ['MTFL.zip', 'data/MTFL.zip', '/home/me/a-b_c/MTFL.zip'])
      expect(shellWord(path, 'linux')).toBe(path);
    expect(shellWord('C:\\data\\MTFL.zip', 'win32')).toBe('C:\\data\\MTFL.zip');
    expect(shellWord('C:\\my data\\MTFL.zip', 'win32')).toBe('"C:\\my data\\MTFL.zip"');
  });

  it.skipIf(process.platform === 'win32')('writes any word so that a shell reads that word', () => {
    const texts = fc.sample(fc.string({ unit: 'binary-ascii', minLength: 1 }), { numRuns: 100, seed: 7 });
    const words = ['', "it's", 'Gesichter für 漢', ...texts.map((text) => text.replaceAll('\0', ''))];
    const script = `printf '%s\\0' ${words.map((word) => shellWord(word, 'linux')).join(' ')}`;
    const { stdout } = spawnSync('sh', [], { input: script });
    expect(stdout.toString().split('\0').slice(0, -1)).toEqual(words);
  });
});
