import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Wheel } from '../../../../../src/main/runtime/tensorflow/choose';
import { verifyWheel } from '../../../../../src/main/runtime/tensorflow/verify';
import { temporaryFolder } from '../../../../support/temporaryFolder';

const content = 'the wheel that was meant';
const wheel: Wheel = {
  requirement: 'example==1.0',
  platformTags: ['any'],
  file: 'example.whl',
  bytes: { least: content.length, most: content.length },
  sha256: createHash('sha256').update(content).digest('hex'),
};

function write(text: string): string {
  const path = join(temporaryFolder(), 'example.whl');
  writeFileSync(path, text);
  return path;
}

describe('verifyWheel', () => {
  it('passes the file that was meant', async () => {
    const path = write(content);
    await verifyWheel(path, wheel);
    expect(existsSync(path)).toBe(true);
  });

  it('refuses and removes a file of another size', async () => {
    const path = write(content.slice(1));
    await expect(verifyWheel(path, wheel)).rejects.toMatchObject({ code: 'wheel-size' });
    expect(existsSync(path)).toBe(false);
  });

  it('refuses and removes another file of that size', async () => {
    const path = write(content.replace('meant', 'faked'));
    await expect(verifyWheel(path, wheel)).rejects.toMatchObject({ code: 'wheel-hash' });
    expect(existsSync(path)).toBe(false);
  });

  it('goes by the size alone where no hash is known', async () => {
    const range = { ...wheel, bytes: { least: 10, most: 30 }, sha256: null };
    await verifyWheel(write(content.replace('meant', 'faked')), range);
    await expect(verifyWheel(write('short'), range)).rejects.toMatchObject({ code: 'wheel-size' });
  });
});
