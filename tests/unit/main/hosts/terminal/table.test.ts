import { describe, expect, it } from 'vitest';
import { table } from '../../../../../src/main/hosts/terminal/table';

describe('table', () => {
  it('aligns words to the left and numbers with their units to the right', () => {
    const rows = [
      ['a', '1,200', '49 ms', 'TensorFlow'],
      ['longer', '7', '–', 'wasm'],
      ['b', '', '300 ms', ''],
    ];
    expect(table(['name', 'steps', 'time', 'engine'], rows).split('\n')).toEqual([
      'name    steps    time  engine',
      '──────  ─────  ──────  ──────────',
      'a       1,200   49 ms  TensorFlow',
      'longer      7       –  wasm',
      'b              300 ms',
    ]);
  });

  it('takes no column of words for numbers, nor an empty one', () => {
    expect(
      table(
        ['fact', ''],
        [
          ['Node', '24.21.0'],
          ['disk', '80 GB free'],
        ],
      )
        .split('\n')
        .slice(2),
    ).toEqual(['Node  24.21.0', 'disk  80 GB free']);
    expect(table(['a', 'empty', 'b'], [['x', '', 'y']]).split('\n')[2]).toBe('x         y');
    expect(table(['a', 'b'], [])).toBe('a  b\n─  ─');
  });
});
