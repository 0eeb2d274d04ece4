import { describe, expect, it } from 'vitest';
import { whileThereIsRoom } from '../../../../../src/main/learning/checkpoints/diskSpace';

function failing(code: string): () => never {
  return () => {
    throw Object.assign(new Error(`${code}: something of the system's`), { code });
  };
}

describe('whileThereIsRoom', () => {
  it('answers what the write answers', () => {
    expect(whileThereIsRoom('/run/file', () => 42)).toBe(42);
  });

  it.each(['ENOSPC', 'EDQUOT'])('turns %s into a failure that says what to do', (code) => {
    expect(() => whileThereIsRoom('/run/file', failing(code))).toThrow(
      expect.objectContaining({
        code: 'disk-full',
        message: expect.stringMatching(
          /no room left on the disk for \/run\/file\. Make room and resume/,
        ) as string,
        details: { path: '/run/file' },
      }),
    );
  });

  it('leaves every other error what it is', () => {
    expect(() => whileThereIsRoom('/run/file', failing('EACCES'))).toThrow(/^EACCES/);
    expect(() =>
      whileThereIsRoom('/run/file', () => {
        throw new TypeError('a bug');
      }),
    ).toThrow(TypeError);
  });
});
