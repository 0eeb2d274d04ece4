import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { harmlessName, uniqueNames } from '../../../../../src/main/prediction/uploads/uploadNames';

describe('the name of an uploaded file', () => {
  it.each([
    ['holiday/beach/a.jpg', 'holiday/beach/a.jpg'],
    ['../../etc/passwd', 'etc/passwd'],
    ['..\\..\\windows\\system32\\a.png', 'windows/system32/a.png'],
    ['/absolute/a.jpg', 'absolute/a.jpg'],
    ['C:\\photos\\a.jpg', 'C_/photos/a.jpg'],
    ['./a/./b//c.jpg', 'a/b/c.jpg'],
    ['.hidden', 'hidden'],
    ['con.jpg', '_con.jpg'],
    ['a\u0000b\n.jpg', 'a_b_.jpg'],
    ['gpj\u202Etxt.exe', 'gpj_txt.exe'],
    ['', 'photo'],
    ['...', 'photo'],
    ['volto così.jpg', 'volto così.jpg'],
  ])('%j is %j', (name, harmless) => expect(harmlessName(name)).toBe(harmless));

  it('never leads out of the folder that it is joined to, and keeps its ending', () => {
    for (const name of [
      '../'.repeat(40),
      'a/../../../../b',
      `${'x'.repeat(400)}.jpeg`,
      '~/.ssh/id',
      'a/ ../b',
    ]) {
      const path = join('/home', harmlessName(name));
      expect(relative('/home', path).split(sep)[0]).not.toBe('..');
    }
    expect(harmlessName(`${'x'.repeat(400)}.jpeg`)).toMatch(/^x{95}\.jpeg$/);
  });
});

describe('names of one upload', () => {
  it('are each there once, whichever way a system compares them', () => {
    expect(uniqueNames(['a.jpg', 'b/a.jpg', 'A.jpg', 'a.jpg', 'plain', 'plain', 'v1.2/x'])).toEqual([
      'a.jpg',
      'b/a.jpg',
      'A (2).jpg',
      'a (3).jpg',
      'plain',
      'plain (2)',
      'v1.2/x',
    ]);
  });
});
