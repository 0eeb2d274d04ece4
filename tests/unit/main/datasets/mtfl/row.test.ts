import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeCodes } from '../../../../../src/main/datasets/mtfl/format';
import { formatRow, type MtflRow, parseRow } from '../../../../../src/main/datasets/mtfl/row';
import { exampleRow } from '../../../../support/mtfl';

function rowOf(line: string): MtflRow {
  const parsed = parseRow(line);
  if ('problem' in parsed) throw new Error(parsed.problem.reason);
  return parsed.row;
}

function problemOf(line: string): { code: string; reason: string } {
  const parsed = parseRow(line);
  if ('row' in parsed) throw new Error(`read as ${parsed.row.imagePath}`);
  return parsed.problem;
}

const first =
  'lfw_5590\\Aaron_Eckhart_0001.jpg 107.250000 147.750000 126.250000 105.750000 140.750000 ' +
  '112.750000 112.250000 142.750000 157.750000 157.250000 1 1 2 3';

describe('parseRow', () => {
  it('reads a row of the published file: 1-based pixels become 0-based with the centre at a half', () => {
    expect(rowOf(first)).toEqual({
      imagePath: 'lfw_5590/Aaron_Eckhart_0001.jpg',
      landmarks: [
        { x: 106.75, y: 112.25, visibility: 2 },
        { x: 147.25, y: 111.75, visibility: 2 },
        { x: 125.75, y: 142.25, visibility: 2 },
        { x: 105.25, y: 157.25, visibility: 2 },
        { x: 140.25, y: 156.75, visibility: 2 },
      ],
      attributes: { gender: 'male', smile: 'yes', glasses: 'no', pose: 'frontal' },
    });
    const firstPixel = rowOf(exampleRow('a.jpg', { x: [1, 2, 3, 4, 5] })).landmarks[0]!;
    expect(firstPixel.x, 'the centre of the first pixel').toBe(0.5);
  });

  it('does not mind spaces around the row and the end of its line', () => {
    for (const line of [
      ` ${first}`,
      `${first}\r`,
      ` ${first} \r\n`,
      first.replaceAll(' ', '  '),
      `\t${first}`,
    ]) {
      expect(rowOf(line)).toEqual(rowOf(first));
    }
  });

  it.each(['\\', '/'])('reads folders joined by %s', (separator) => {
    expect(rowOf(exampleRow(['AFLW', 'deep', 'a.jpg'].join(separator))).imagePath).toBe('AFLW/deep/a.jpg');
  });

  it('reads names with spaces, which end as an image’s', () => {
    const paths = ['a b.jpg', 'my photos/two  faces 2.PNG', 'lfw 5590/1 2 3.jpeg', 'ä ö/日 本.webp'];
    for (const path of paths) expect(rowOf(exampleRow(path)).imagePath).toBe(path);
    expect(rowOf(` ${exampleRow('a b.jpg')}\r\n`).imagePath).toBe('a b.jpg');
    expect(rowOf(exampleRow('without_spaces.dat')).imagePath).toBe('without_spaces.dat');
  });

  it('reads numbers however they are written', () => {
    const line = ['a.jpg', '1', '+2.', '.5', '1e1', '-3.25', '5', '6', '7', '8', '9', '1', '2', '2', '5'];
    expect(rowOf(line.join(' ')).landmarks.map((point) => point.x)).toEqual([0.5, 1.5, 0, 9.5, -3.75]);
  });

  it('reads every code of every label', () => {
    for (const [index, { attribute, values }] of attributeCodes.entries()) {
      for (const [code, value] of values.entries()) {
        const codes = [1, 1, 1, 1].with(index, code + 1);
        expect(rowOf(exampleRow('a.jpg', { codes })).attributes[attribute]).toBe(value);
      }
    }
  });

  it.each([
    ['an empty line', '', 'field-count', '0 fields instead of 15'],
    ['a path alone', 'a.jpg', 'field-count', '1 fields instead of 15'],
    ['a missing number', first.slice(0, -2), 'field-count', '14 fields instead of 15'],
    ['a surplus number', `${first} 1`, 'field-count', '16 fields instead of 15'],
    ['a name with a space that is no image’s', exampleRow('a b.txt'), 'field-count', '16 fields'],
    ['commas', first.replaceAll(' ', ','), 'field-count', '1 fields instead of 15'],
    ['a word', first.replace('126.250000', 'nose'), 'not-a-number', '“nose” is not a number'],
    ['a decimal comma', first.replace('126.25', '126,25'), 'not-a-number', '“126,250000”'],
    ['not a number', first.replace('126.250000', 'NaN'), 'not-a-number', '“NaN”'],
    ['hexadecimal digits', first.replace('126.250000', '0x7e'), 'not-a-number', '“0x7e”'],
    ['more than a number holds', first.replace('126.250000', '1e999'), 'not-a-number', '“1e999”'],
    ['a label that is a word', first.replace(/3$/, 'left'), 'not-a-number', '“left”'],
    ['a label below its range', first.replace(/3$/, '0'), 'label-out-of-range', 'pose is 0, and only 1 to 5'],
    ['a label above its range', first.replace(/3$/, '6'), 'label-out-of-range', 'pose is 6'],
    ['a label below zero', first.replace(/3$/, '-1'), 'label-out-of-range', 'pose is -1'],
    ['half a label', first.replace(/3$/, '2.5'), 'label-out-of-range', 'pose is 2.5'],
    [
      'a third gender',
      first.replace(/1 1 2 3$/, '3 1 2 3'),
      'label-out-of-range',
      'gender is 3, and only 1 to 2',
    ],
    ['an unknown smile', first.replace(/1 1 2 3$/, '1 3 2 3'), 'label-out-of-range', 'smile is 3'],
    ['unknown glasses', first.replace(/1 1 2 3$/, '1 1 0 3'), 'label-out-of-range', 'glasses is 0'],
    ['a step up', exampleRow('..\\..\\secret.jpg'), 'path-escapes', '“..\\..\\secret.jpg” leads out'],
    ['a path from the root', exampleRow('/etc/a.jpg'), 'path-escapes', 'leads out of the dataset’s folder'],
    ['a drive', exampleRow('C:\\a.jpg'), 'path-escapes', 'C:'],
    ['no name', exampleRow('.'), 'path-escapes', '“.” leads out'],
  ])('says of %s what is wrong with it', (_name, line, code, reason) => {
    const problem = problemOf(line);
    expect(problem).toMatchObject({ code, reason: expect.stringContaining(reason) });
  });

  it('does not repeat the whole of a very long field', () => {
    const long = 'x'.repeat(10_000);
    expect(problemOf(first.replace('126.250000', long)).reason.length).toBeLessThan(200);
    expect(problemOf(exampleRow(`../${long}.jpg`)).reason.length).toBeLessThan(200);
  });

  it('answers a row or a problem for any text', () => {
    const word = fc.oneof(fc.string(), fc.constantFrom('a.jpg', '1', '2.5', '-1', 'NaN', '../a.jpg', ' '));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), (words) => {
        const parsed = parseRow(words.join(' '));
        if ('problem' in parsed) expect(parsed.problem.reason).not.toBe('');
        else expect(parsed.row.landmarks).toHaveLength(5);
      }),
    );
  });
});

describe('formatRow', () => {
  it('writes a row as the published files have it', () => {
    expect(formatRow(rowOf(first), '\\')).toBe(first);
    expect(formatRow(rowOf(first), '/')).toBe(first.replace('\\', '/'));
  });

  it('writes what parseRow reads back: the same path and labels, points to a millionth of a pixel', () => {
    const step = fc
      .string({ minLength: 1, maxLength: 8, unit: 'grapheme' })
      .filter((text) => !/[\\/\s:\0]/u.test(text) && !/^\.+$/.test(text));
    const name = fc.array(step, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
    const path = fc
      .tuple(fc.array(name, { maxLength: 2 }), name, fc.constantFrom('.jpg', '.JPEG', '.png'))
      .map(([folders, file, extension]) => [...folders, file + extension].join('/'));
    const pixels = fc.double({ min: -1e5, max: 1e5, noNaN: true });
    const landmark = fc.record({ x: pixels, y: pixels, visibility: fc.constant(2 as const) });
    const row: fc.Arbitrary<MtflRow> = fc.record({
      imagePath: path,
      landmarks: fc.array(landmark, { minLength: 5, maxLength: 5 }),
      attributes: fc.record(
        Object.fromEntries(attributeCodes.map((code) => [code.attribute, fc.constantFrom(...code.values)])),
      ) as fc.Arbitrary<Record<string, string>>,
    });
    fc.assert(
      fc.property(row, fc.constantFrom('\\', '/'), fc.constantFrom('', ' '), (written, separator, before) => {
        const read = rowOf(`${before}${formatRow(written, separator)}\r`);
        expect(read.imagePath).toBe(written.imagePath);
        expect(read.attributes).toEqual(written.attributes);
        for (const [index, point] of read.landmarks.entries()) {
          expect(Math.abs(point.x - written.landmarks[index]!.x)).toBeLessThanOrEqual(1e-6);
          expect(Math.abs(point.y - written.landmarks[index]!.y)).toBeLessThanOrEqual(1e-6);
        }
        expect(formatRow(read, separator), 'written again, the same').toBe(formatRow(written, separator));
      }),
      { numRuns: 500 },
    );
  });
});
