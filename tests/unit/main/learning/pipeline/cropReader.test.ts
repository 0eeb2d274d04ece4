import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCropReader } from '../../../../../src/main/learning/pipeline/cropReader';

const rowBytes = 2 * 2 * 3;
const bytes = Uint8Array.from({ length: 4 * rowBytes }, (_, index) => index);
let folder: string;
let file: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'facet-crops-'));
  file = join(folder, 'crops');
  writeFileSync(file, bytes);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each([
  ['in memory', () => ({ memory: bytes }), false],
  ['in a file, read whole', () => ({ file }), true],
  ['in a file, read row by row', () => ({ file }), false],
] as const)('crops %s', (_, source, keep) => {
  it('are found by their row, in any order', () => {
    const reader = openCropReader({ bytes: source(), sidePx: 2, marginPx: 0 }, keep);
    for (const row of [3, 0, 2]) {
      const crop = reader.row(row);
      expect(crop).toMatchObject({ sidePx: 2, marginPx: 0 });
      expect(crop.bytes.slice(crop.offset, crop.offset + rowBytes)).toEqual(
        bytes.slice(row * rowBytes, (row + 1) * rowBytes),
      );
    }
    reader.close();
  });

  it('fail in plain words where there is no such row', () => {
    const reader = openCropReader({ bytes: source(), sidePx: 2, marginPx: 0 }, keep);
    expect(() => reader.row(4)).toThrow(/cached crops are incomplete.*made again/);
    reader.close();
  });
});

it('a missing file is said to be missing', () => {
  const pack = { bytes: { file: join(folder, 'none') }, sidePx: 2, marginPx: 0 };
  expect(() => openCropReader(pack, true)).toThrow(/incomplete: the file .*none/);
});
