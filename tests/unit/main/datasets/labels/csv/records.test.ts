import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordsOf } from '../../../../../../src/main/datasets/labels/csv/records';

function read(text: string, delimiter = ',') {
  const records = [...recordsOf(text, delimiter)];
  return {
    rows: records.flatMap((record) => ('cells' in record ? [[record.line, ...record.cells]] : [])),
    broken: records.flatMap((record) => ('reason' in record ? [record] : [])),
  };
}

describe('recordsOf', () => {
  it('takes rows apart whatever ends their lines, with quotes, lines and delimiters inside of cells', () => {
    expect(read('a,"b ""c"", d",\r\n"e\nf" , "g"\r\rh')).toEqual({
      rows: [
        [1, 'a', 'b "c", d', ''],
        [2, 'e\nf', 'g'],
        [5, 'h'],
      ],
      broken: [],
    });
    expect(read('a;"b;c"\n;\n\n', ';').rows).toEqual([[1, 'a', 'b;c']]);
  });

  it.each([
    ['that runs to the file’s end', '"b.jpg,1,2', 'is opened in it and never closed'],
    ['that another row’s quote would close', 'b.jpg,1,"2', 'is opened in it and never closed'],
    ['in the middle of a cell', 'b 6".jpg,1,2', 'inside of a cell without quotes'],
    ['that closes too early', '"b".jpg,1,2', 'stands behind a closing quote'],
  ])('loses one row to a quote %s', (_, row, reason) => {
    const text = ['image,x,y', 'a.jpg,1,2', row, 'c.jpg,3,"4"', '"d.jpg",5,6', 'e.jpg,7,8'].join('\n');
    const { rows, broken } = read(text);
    expect(rows.map(([line]) => line)).toEqual([1, 2, 4, 5, 6]);
    expect(broken).toEqual([{ line: 3, reason: expect.stringContaining(reason) as string }]);
  });

  it('tells the line of a broken row behind rows without a word, and those by nothing', () => {
    const { rows, broken } = read('a,b\n\n,,\n   \n1,"2\n\n3,4\n');
    expect(rows.map(([line]) => line)).toEqual([1, 7]);
    expect(broken.map(({ line }) => line)).toEqual([5]);
  });

  it('does not take several rows for one where two forgotten quotes close each other', () => {
    const text = ['image,x,note', 'a.jpg,1,"left', 'b.jpg,2,', 'c.jpg,3,right"', 'd.jpg,4,'].join('\n');
    const { rows, broken } = read(text);
    expect(rows.map(([line]) => line)).toEqual([1, 3, 5]);
    expect(broken.map(({ line }) => line)).toEqual([2, 4]);
  });

  it('reads or tells every row, wherever one quote too many stands', () => {
    const cell = fc.stringMatching(/^[a-z0-9. ]{1,6}$/).filter((text) => text.trim() !== '');
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 3, maxLength: 8 });
    fc.assert(
      fc.property(table, fc.nat(), fc.nat(), (rows, which, where) => {
        const lines = rows.map((cells) => cells.join(','));
        const spoilt = 1 + (which % (lines.length - 1));
        const at = where % (lines[spoilt]!.length + 1);
        lines[spoilt] = `${lines[spoilt]!.slice(0, at)}"${lines[spoilt]!.slice(at)}`;
        const found = read(lines.join('\n'));
        expect(found.broken.map(({ line }) => line)).toEqual([spoilt + 1]);
        expect(found.rows).toHaveLength(rows.length - 1);
      }),
    );
  });

  it('reads sound rows as they were written', () => {
    const written = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
    const cell = fc.string({ maxLength: 8 }).filter((text) => !/[\r\n]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        const text = rows.map((cells) => cells.map(written).join(',')).join('\r\n');
        const wanted = rows.flatMap((cells, at) => (cells.join('') === '' ? [] : [[at + 1, ...cells]]));
        expect(read(text)).toEqual({ rows: wanted, broken: [] });
      }),
    );
  });

  it('looks for the end of a quote, or of a row, only so far', () => {
    expect(read(`"a\n${'b""\n'.repeat(200)}c"`).broken[0]).toMatchObject({ line: 1 });
    expect(read(`a,b\n${'x'.repeat(2 ** 21)},1\nc,d`).broken).toMatchObject([{ line: 2 }]);
  });
});
