import { describe, expect, it } from 'vitest';
import { columnRoles, roleText } from '../../../../../../src/main/datasets/labels/csv/columns';
import { readDeepLabCut } from '../../../../../../src/main/datasets/labels/csv/deepLabCut';
import { checkNamesImages, readCsv } from '../../../../../../src/main/datasets/labels/csv/read';
import { readSleap } from '../../../../../../src/main/datasets/labels/csv/sleap';
import { readTable, tableLine } from '../../../../../../src/main/datasets/labels/csv/table';
import { tableFormat } from '../../../../../../src/main/datasets/labels/formats';

const context = { name: 'faces.csv', mapping: {}, predictions: false };
const roles = (header: string, mapping = {}): (string | null)[] =>
  columnRoles(header.split(','), mapping).map(roleText);

describe('columnRoles', () => {
  it('knows columns by what tables call them', () => {
    expect(
      roles('file_name,left_eye_x,left_eye_y,left_eye_v,x_nose,y_nose,mouthLeftX,mouthLeftY,sex,subset'),
    ).toEqual([
      ...['image', 'left_eye.x', 'left_eye.y', 'left_eye.visibility', 'nose.x', 'nose.y'],
      ...['mouthLeft.x', 'mouthLeft.y', 'sex', 'split'],
    ]);
    expect(roles('image,x1,y1,x2,y2')).toEqual(['image', 'box.x', 'box.y', 'box.x2', 'box.y2']);
    expect(roles('image,x1,y1,x2,y2,x3,y3').slice(1, 3)).toEqual(['1.x', '1.y']);
  });

  it('takes words of every object for names like any other', () => {
    expect(roles('image,x1,y1,x2,y2,constructor,__proto__').slice(5)).toEqual(['constructor', '__proto__']);
  });

  it('takes an x without a y for an attribute, and a person’s word before all', () => {
    expect(roles('image,index_x,sex', { sex: '-', index_x: 'split' })).toEqual(['image', 'split', null]);
    expect(roles('image,index_x')).toEqual(['image', 'index_x']);
    expect(roles('pic,lx,ly', { pic: 'image', lx: 'left_eye.x', ly: 'left_eye.y' })).toEqual([
      'image',
      'left_eye.x',
      'left_eye.y',
    ]);
  });
});

describe('readCsv', () => {
  it('tells rows that make no sense by their line, also behind a cell of several lines', () => {
    const text = [
      'image,nose_x,nose_y,box_x,box_y,box_width,box_height',
      '"a\nb.jpg",1,2,,,,',
      'c.jpg,one,2,,,,',
      ',1,2,,,,',
      'd.jpg,1,,,,,',
      'e.jpg,,,1,1,0,5',
      'f.jpg,1,2,3,4,5,6,7,8',
      'g.jpg,,,,,,',
    ].join('\n');
    const { faces, problems, read } = readCsv(text, context);
    expect(faces.map(({ image, origin }) => [image, origin.line])).toEqual([
      ['a\nb.jpg', 2],
      ['g.jpg', 9],
    ]);
    expect(problems.map(({ line }) => line)).toEqual([4, 5, 6, 7, 8]);
    expect(read).toBe(7);
  });

  it('fails with what to do where no column names the image', () => {
    const { faces, problems, table } = readCsv('pic,nose_x,nose_y\na.jpg,1,2\n', context);
    expect({ faces, problems }).toEqual({ faces: [], problems: [] });
    expect(table!.rows).toEqual([['a.jpg', '1', '2']]);
    expect(() => checkNamesImages([table!])).toThrow(expect.objectContaining({ code: 'csv-no-image' }));
  });
});

describe('tables', () => {
  it('keep what a spreadsheet would take for a formula as text', () => {
    const cells = ['=1+1', "'=x", '-5', 'a,b', 'c"d', ' e ', "it's", '@f', '+g', 'h\ni'];
    expect(tableLine(cells)).toContain("'=1+1");
    expect(readTable(tableLine(cells)).rows).toEqual([{ cells, line: 1 }]);
  });

  it('lose one row to a quote that is never closed, and none silently', () => {
    const text = 'image,nose_x,nose_y\na.jpg,1,2\n"b.jpg,3,4\nc.jpg,5,6\n';
    const { faces, problems, read } = readCsv(text, context);
    expect(faces.map(({ image }) => image)).toEqual(['a.jpg', 'c.jpg']);
    expect(problems).toMatchObject([{ line: 3, code: 'row-broken' }]);
    expect(read).toBe(3);
    expect(() => readCsv('"image,nose_x,nose_y\na.jpg,1,2\n', context)).toThrow(
      expect.objectContaining({
        code: 'label-file-broken',
        message: expect.stringContaining('line 1') as string,
      }),
    );
  });

  it.each<[string, string, string, string[]]>([
    ['commas', ',', 'image,nose_x,nose_y', ['a;b.jpg,1.5,2', 'c;d.jpg,3,4']],
    ['semicolons', ';', 'image;nose_x, px;nose_y, px', ['a.jpg;1,5;2,5', 'b.jpg;3,5;4,5']],
    ['tabs', '\t', 'image\tnose_x\tnose_y', ['a, b; c.jpg\t1,5\t2', '"d.jpg"\t3\t4']],
  ])('know %s by the header and the rows', (_, delimiter, header, rows) => {
    const table = readTable([header, ...rows].join('\r\n'));
    expect(table.rows.map(({ cells }) => cells)).toEqual(
      [header, ...rows].map((row) => row.replaceAll('"', '').split(delimiter)),
    );
    expect(table.decimal).toBe(delimiter === ',' ? '.' : ',');
  });

  it('have the delimiter that a first line of Excel’s says', () => {
    expect(readTable('sep=;\r\nimage;x\r\na,b.jpg;1').rows).toEqual([
      { cells: ['image', 'x'], line: 2 },
      { cells: ['a,b.jpg', '1'], line: 3 },
    ]);
  });

  it('have one decimal sign, the one that most of their numbers have', () => {
    const table = (delimiter: string, ...numbers: string[]): string =>
      ['image', 'nose_x', 'nose_y', 'box_x', 'box_y', 'xmax', 'ymax', 'box_score', 'age'].join(delimiter) +
      `\na.jpg${delimiter}${numbers.join(delimiter)}\n`;
    for (const delimiter of [';', '\t']) {
      const { faces } = readCsv(
        table(delimiter, '1,5', '-2,25', '0', '1', '3,5e1', '40', '0,5', '23,5'),
        context,
      );
      expect(faces).toMatchObject([
        {
          points: new Map([['nose', { x: 1.5, y: -2.25, visibility: 2 }]]),
          box: { x: 0, y: 1, width: 35, height: 39, score: 0.5 },
          decimalComma: true,
        },
      ]);
    }
    const mixed = readCsv(table(';', '1,5', '2.25', '0.5', '1', '3', '4', '', ''), context);
    expect(mixed.problems[0]!.reason).toBe(
      'nose: “1,5” is no number: the table’s numbers are read with a decimal point',
    );
    const thousands = readCsv(table(';', '1.234,5', '2,25', '0,5', '1', '3', '4', '', ''), context);
    expect(thousands.problems[0]!.reason).toContain('“1.234,5” is no number');
  });

  it('have decimal commas in quotes where commas part the cells, unless they may part thousands', () => {
    const noses = (...rows: string[]): unknown[] =>
      readCsv(`image,nose_x,nose_y\n${rows.join('\n')}\n`, context).faces.map(({ points }) => {
        const { x, y } = points.get('nose')!;
        return [x, y];
      });
    expect(noses('a.jpg,"101,2500","1,5"', 'b.jpg,"7,125",2')).toEqual([
      [101.25, 1.5],
      [7.125, 2],
    ]);
    expect(noses('a.jpg,"1,5",2.5', 'b.jpg,1.5,2')).toEqual([[1.5, 2]]);
    const thousands = readCsv('image,nose_x,nose_y\na.jpg,"1,024","2,048"\n', context);
    expect(thousands).toMatchObject({ faces: [], problems: [{ line: 2, code: 'row-invalid' }] });
  });

  it('tell columns that say the same', () => {
    const text = 'image,nose_x,nose_y,nose.x,age,age\na.jpg,1,2,3,4,5\nb.jpg,1,2,,4,\n';
    const { faces, problems } = readCsv(text, context);
    expect(problems).toEqual(
      [
        ['nose.x', '“nose_x”, “nose.x”'],
        ['age', '“age”, “age”'],
      ].map(([role, names]) => ({
        file: 'faces.csv',
        line: 1,
        code: 'column-twice',
        reason: `2 columns say what “${role}” is (${names}): in each row the last of them that is filled counts. Leave out the others`,
      })),
    );
    expect(faces.map(({ points, attributes }) => [points.get('nose')!.x, attributes.get('age')])).toEqual([
      [3, '5'],
      [1, '4'],
    ]);
  });

  it('have no row where no cell says anything', () => {
    expect(readCsv('image;nose_x;nose_y\na.jpg;1;2\n;;\n;;\n', context)).toMatchObject({
      read: 1,
      problems: [],
    });
  });

  it('are recognised by their header', () => {
    expect(tableFormat('scorer,me,me\n')).toBe('deeplabcut');
    expect(tableFormat('track,frame_idx,instance.score,nose.x,nose.y\n')).toBe('sleap');
    expect(tableFormat('image;nose_x;nose_y\n')).toBe('csv');
    expect(tableFormat('date,price\n')).toBeNull();
    expect(tableFormat('image,caption\n')).toBeNull();
    expect(tableFormat('pic\tpx\tpy\n')).toBeNull();
    const mapping = { pic: 'image', px: 'nose.x', py: 'nose.y' };
    expect(tableFormat('pic\tpx\tpy\n', mapping)).toBe('csv');
  });
});

describe('DeepLabCut and SLEAP', () => {
  it('count pixels from the first one’s centre', () => {
    const rows = [
      'scorer,me,me,me,me',
      'bodyparts,nose,nose,eye,eye',
      'coords,x,y,x,y',
      'd/v/img1.png,30,25,,',
      'd/v/img2.png,,,,',
    ];
    expect(readDeepLabCut(rows.join('\n'), context)).toMatchObject({
      faces: [{ image: 'd/v/img1.png', points: new Map([['nose', { x: 30.5, y: 25.5, visibility: 2 }]]) }],
      problems: [{ line: 5 }],
    });
    // A spreadsheet in a language with decimal commas saves them so.
    const resaved = rows.map((row) => row.replaceAll(',', ';').replace(';30;', ';30,5;')).join('\n');
    expect(readDeepLabCut(resaved, context).faces[0]!.points.get('nose')).toMatchObject({ x: 31, y: 25.5 });
    const sleap =
      'track,frame_idx,instance.score,nose.x,nose.y,nose.score\n,12,0.9,30,25,1\n,x,0.9,30,25,1\n,13,0.9,left,25,1\n';
    expect(readSleap(sleap, context)).toMatchObject({
      faces: [{ image: '#12', points: new Map([['nose', { x: 30.5, y: 25.5, visibility: 2 }]]) }],
      problems: [
        { line: 3, reason: '“x” in the column frame_idx is no number of a frame, which counts from 0' },
        { line: 4, reason: 'nose: “left” is no number' },
      ],
    });
  });

  it('tell several individuals, and a path in three cells', () => {
    const rows = [
      'scorer,,,m,m,m,m',
      'individuals,,,a,a,b,b',
      'bodyparts,,,n,n,n,n',
      'coords,,,x,y,x,y',
      'd,v,i.png,1,2,3,4',
    ];
    const { faces } = readDeepLabCut(rows.join('\n'), context);
    expect(faces.map(({ image, points }) => [image, points.get('n')!.x])).toEqual([
      ['d/v/i.png', 1.5],
      ['d/v/i.png', 3.5],
    ]);
  });
});
