import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import {
  countLabelLines,
  type LabelLine,
  maximumLineBytes,
  readLabelLines,
} from '../../../../../src/main/datasets/mtfl/labelLines';
import { exampleRow, labelFileOf } from '../../../../support/mtfl';
import { temporaryFolder } from '../../../../support/temporaryFolder';

function written(content: Buffer | string): string {
  const file = join(temporaryFolder(), 'training.txt');
  writeFileSync(file, content);
  return file;
}

/** All lines; as many as are counted beforehand. */
async function linesOf(content: Buffer | string): Promise<LabelLine[]> {
  const file = written(content);
  const lines: LabelLine[] = [];
  for await (const line of readLabelLines(file)) lines.push(line);
  expect(await countLabelLines(file)).toBe(lines.length);
  return lines;
}

async function textsOf(content: Buffer | string): Promise<[number, string][]> {
  return (await linesOf(content)).map(({ number, text }) => [number, text.trim()]);
}

describe('readLabelLines', () => {
  it('reads the published layout: CRLF, spaces before rows and at the end of the file', async () => {
    const rows = ['a.jpg', 'b.jpg', 'c.jpg'].map((path) => exampleRow(path));
    expect(await textsOf(labelFileOf(rows))).toEqual(rows.map((row, index) => [index + 1, row]));
  });

  it.each([
    ['LF', 'one\ntwo\n'],
    ['CRLF', 'one\r\ntwo\r\n'],
    ['both', 'one\r\ntwo\n'],
    ['no end of the last line', 'one\ntwo'],
  ])('reads lines that end with %s', async (_name, content) => {
    expect(await textsOf(content)).toEqual([
      [1, 'one'],
      [2, 'two'],
    ]);
  });

  it('counts empty lines and leaves them out', async () => {
    expect(await textsOf('\r\none\r\n \r\n\t\n\ntwo\r\n\r\n ')).toEqual([
      [2, 'one'],
      [6, 'two'],
    ]);
    for (const empty of ['', ' ', '\r\n', '\n\n \n']) expect(await textsOf(empty)).toEqual([]);
  });

  it('reads UTF-8 with and without a byte order mark', async () => {
    for (const mark of ['', '\ufeff']) {
      expect(await linesOf(`${mark}ä.jpg\n日本.jpg`)).toEqual([
        { number: 1, text: 'ä.jpg', isUtf8: true, isTooLong: false },
        { number: 2, text: '日本.jpg', isUtf8: true, isTooLong: false },
      ]);
    }
  });

  it('finds nothing in a file that holds a byte order mark only', async () => {
    expect(await textsOf('\ufeff')).toEqual([]);
    expect(await textsOf('\ufeff\r\n ')).toEqual([]);
  });

  it('reads what is no UTF-8 as Latin-1, line by line', async () => {
    const content = Buffer.concat([
      Buffer.from('\ufeffplain.jpg\n'),
      Buffer.from('José.jpg\n', 'latin1'),
      Buffer.from('José.jpg'),
    ]);
    expect(await linesOf(content)).toMatchObject([
      { number: 1, text: 'plain.jpg', isUtf8: true },
      { number: 2, text: 'José.jpg', isUtf8: false },
      { number: 3, text: 'José.jpg', isUtf8: true },
    ]);
    const marked = Buffer.concat([Buffer.from('\ufeff'), Buffer.from('é.jpg', 'latin1')]);
    expect(await linesOf(marked)).toMatchObject([{ number: 1, text: 'é.jpg', isUtf8: false }]);
  });

  const row = exampleRow('lfw_5590\\a.jpg');
  const swapped = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
  const wide = (text: string): Buffer =>
    Buffer.concat([...text].map((character) => Buffer.from([character.charCodeAt(0), 0, 0, 0])));
  it.each([
    ['UTF-16, little-endian, with a mark', Buffer.from(`\ufeff${row}`, 'utf16le')],
    ['UTF-16, little-endian', Buffer.from(row, 'utf16le')],
    ['UTF-16, big-endian, with a mark', swapped(`\ufeff${row}`)],
    ['UTF-16, big-endian', swapped(row)],
    ['UTF-16 after an empty line', Buffer.from(`\r\n${row}`, 'utf16le')],
    ['UTF-16, nothing but the mark', Buffer.from('\ufeff', 'utf16le')],
    ['UTF-32', wide(row)],
    ['zero bytes alone', Buffer.alloc(4096)],
  ])('says that a file is in another encoding: %s', async (_name, content) => {
    const file = written(content);
    const failure = {
      code: 'encoding',
      message: expect.stringMatching(/^training\.txt is not plain text.*Save it as UTF-8/),
    };
    await expect(readLabelLines(file).next()).rejects.toMatchObject(failure);
    await expect(countLabelLines(file), 'before anything is imported').rejects.toMatchObject(failure);
  });

  it('says of a photo that it is no text', async () => {
    const noise = { type: 'gaussian', mean: 120, sigma: 40 } as const;
    const image = sharp({ create: { width: 40, height: 40, channels: 3, background: '#000', noise } });
    for (const bytes of [await image.png().toBuffer(), await image.jpeg().toBuffer()]) {
      await expect(countLabelLines(written(bytes))).rejects.toMatchObject({ code: 'encoding' });
    }
  });

  it('does not give up a file for a few bytes that are damaged', async () => {
    const rows = Array.from({ length: 20 }, (_, index) => exampleRow(`${index}.jpg`));
    const damaged = rows.with(3, rows[3]!.replace('.', '\0').replace('.', '\u0001'));
    expect(await textsOf(labelFileOf(damaged))).toHaveLength(20);
  });

  it('reads lines that lie across the borders of what is read at a time', async () => {
    // Node reads 64 KiB at a time: the end of a line, and a character of several bytes, on every side of that.
    for (let shift = -4; shift <= 4; shift += 1) {
      const filler = 'x'.repeat(8190);
      const lines = [...Array.from({ length: 7 }, () => filler), 'y'.repeat(8192 - 7 + shift), 'ä€.jpg', 'z'];
      const texts = lines.map((text, index) => [index + 1, text]);
      expect(await textsOf(lines.join('\r\n')), `CRLF, ${shift}`).toEqual(texts);
      expect(await textsOf(lines.join('\n')), `LF, ${shift}`).toEqual(texts);
    }
  });

  it('keeps no more of a line than its beginning, and counts on', async () => {
    const long = 'x'.repeat(1_000_000);
    const lines = await linesOf(`one\n${long}\nthree\n${long}`);
    const beginning = { text: long.slice(0, maximumLineBytes + 1), isTooLong: true };
    expect(lines).toMatchObject([
      { number: 1, text: 'one', isTooLong: false },
      { number: 2, ...beginning },
      { number: 3, text: 'three', isTooLong: false },
      { number: 4, ...beginning },
    ]);
    const [longest] = await linesOf(long.slice(0, maximumLineBytes));
    expect(longest).toMatchObject({ text: long.slice(0, maximumLineBytes), isTooLong: false });
  });

  it('says of a file that cannot be read which one and why', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'training.txt'));
    for (const name of ['training.txt', 'testing.txt']) {
      const failure = { code: 'dataset-unreadable', message: expect.stringContaining(name) };
      await expect(readLabelLines(join(folder, name)).next()).rejects.toMatchObject(failure);
      await expect(countLabelLines(join(folder, name))).rejects.toMatchObject(failure);
    }
  });

  it('finds the lines that splitting the text at its line ends would', async () => {
    const line = fc.oneof(
      fc.constantFrom('', ' ', '\t'),
      fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[\p{Cc}\ufeff]/gu, '')),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.constantFrom('\n', '\r\n'), async (lines, end) => {
        const wanted = lines.flatMap((text, index) =>
          Buffer.from(text).every((byte) => byte <= 0x20) ? [] : [[index + 1, text.trim()]],
        );
        expect(await textsOf(lines.join(end))).toEqual(wanted);
      }),
      { numRuns: 60 },
    );
  });
});
