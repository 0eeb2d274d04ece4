import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unpackWheel } from '../../../../../src/main/runtime/tensorflow/unpack';
import { recordingContext } from '../../../../support/recordingContext';
import { temporaryFolder } from '../../../../support/temporaryFolder';
import { writeWheel } from '../../../../support/wheels';

const library = randomBytes(300_000);
const content = {
  'tensorflow/lib.so': library,
  'tensorflow/unwanted.py': 'print()',
  'a/header.h': '#pragma once',
};
const placeAll = (path: string) => (path.endsWith('.so') || path.endsWith('.h') ? `out/${path}` : null);

describe('unpackWheel', () => {
  it('writes what is wanted where it is wanted, and tells how far it is', async () => {
    const folder = temporaryFolder();
    const wheel = join(folder, 'example.whl');
    await writeWheel(wheel, content);
    const context = recordingContext();
    const files = await unpackWheel(wheel, folder, placeAll, context);
    expect(files).toEqual([
      { path: 'out/tensorflow/lib.so', bytes: 300_000 },
      { path: 'out/a/header.h', bytes: 12 },
    ]);
    expect(readFileSync(join(folder, 'out/tensorflow/lib.so')).equals(library)).toBe(true);
    expect(existsSync(join(folder, 'out/tensorflow/unwanted.py'))).toBe(false);
    expect(context.updates.length).toBeGreaterThan(0);
  });

  it.each([
    ['cut off', (path: string) => truncateSync(path, 200_000)],
    ['empty', (path: string) => truncateSync(path, 0)],
    ['no zip at all', (path: string) => writeFileSync(path, '<html>Please log in</html>')],
    ['damaged inside', (path: string) => damage(path)],
  ])('refuses a wheel that is %s', async (_name, spoil) => {
    const folder = temporaryFolder();
    const wheel = join(folder, 'example.whl');
    await writeWheel(wheel, content);
    spoil(wheel);
    const unpacked = unpackWheel(wheel, folder, placeAll, recordingContext());
    await expect(unpacked).rejects.toMatchObject({ code: 'wheel-broken' });
  });

  it('refuses a file that is not what the RECORD says', async () => {
    const folder = temporaryFolder();
    const wheel = join(folder, 'example.whl');
    await writeWheel(wheel, content, ['a/header.h']);
    const unpacked = unpackWheel(wheel, folder, placeAll, recordingContext());
    await expect(unpacked).rejects.toThrow('a/header.h does not match its hash');
  });

  it('stops when asked to', async () => {
    const folder = temporaryFolder();
    const wheel = join(folder, 'example.whl');
    await writeWheel(wheel, content);
    const context = recordingContext();
    const progress = () => context.abort(new Error('stopped by the test'));
    const unpacked = unpackWheel(wheel, folder, placeAll, { signal: context.signal, progress });
    await expect(unpacked).rejects.toThrow('stopped by the test');
  });
});

/** Turns over one byte in the middle of the first file's data. */
function damage(path: string): void {
  const bytes = readFileSync(path);
  bytes[100_000]! ^= 0xff;
  writeFileSync(path, bytes);
}
