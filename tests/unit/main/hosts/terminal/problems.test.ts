import { describe, expect, it } from 'vitest';
import type { Problem } from '@shared/contract/jobs';
import { problemLines } from '../../../../../src/main/hosts/terminal/problems';

function problems(count: number): Problem[] {
  return Array.from({ length: count }, (_, index) => ({
    file: 'training.txt',
    line: index + 1,
    code: 'not-a-number',
    reason: '“x” is not a number',
  }));
}

describe('problemLines', () => {
  it('says nothing of nothing', () => expect(problemLines([])).toEqual([]));

  it('names file, line where there is one, and reason', () => {
    expect(problemLines([{ file: 'a.jpg', code: 'image-broken', reason: 'It is cut off.' }])).toEqual([
      '1 problem:',
      '  a.jpg  It is cut off.',
    ]);
    expect(problemLines(problems(2))).toEqual([
      '2 problems:',
      '  training.txt:1  “x” is not a number',
      '  training.txt:2  “x” is not a number',
    ]);
  });

  it('lets no name break a line or order the terminal about', () => {
    const file = 'two\nlines\u001b[2J.jpg';
    expect(problemLines([{ file, code: 'image-broken', reason: 'It is cut off.' }])[1]).toBe(
      '  two\\u000alines\\u001b[2J.jpg  It is cut off.',
    );
  });

  it('shows the first of many, how many more there are, and where', () => {
    const lines = problemLines(problems(1520), '--json lists all');
    expect(lines).toHaveLength(22);
    expect(lines[0]).toBe('1,520 problems:');
    expect(lines.at(-1)).toBe('  … and 1,500 more (--json lists all)');
    expect(problemLines(problems(21)).at(-1)).toBe('  … and 1 more');
    expect(problemLines(problems(20))).toHaveLength(21);
  });
});
