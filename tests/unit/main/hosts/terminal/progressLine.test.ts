import { describe, expect, it } from 'vitest';
import type { JobProgress } from '@shared/contract/jobs';
import { duration, ProgressLine, progressText } from '../../../../../src/main/hosts/terminal/progressLine';

const halfway: JobProgress = {
  jobId: 'job',
  phase: 'reading',
  done: 1500,
  total: 3000,
  rate: 250.4,
  etaSeconds: 6,
  message: '',
};

function lineOn(stream: { isTTY?: boolean; columns?: number }): {
  line: ProgressLine;
  text: () => string;
  at: (ms: number) => void;
} {
  let text = '';
  let nowMs = 0;
  const line = new ProgressLine({ ...stream, write: (more) => (text += more) }, () => nowMs);
  return { line, text: () => text, at: (ms) => (nowMs = ms) };
}

describe('progressText', () => {
  it('says what is done, how much of it, how fast, and how long it takes still', () => {
    expect(progressText(halfway)).toBe(
      'reading  ████████████░░░░░░░░░░░░  50 %  1,500 of 3,000  250/s  6 s left',
    );
  });

  it('claims nothing that is not known', () => {
    const unknown = { ...halfway, done: 0, total: null, rate: null, etaSeconds: null };
    expect(progressText(unknown)).toBe('reading');
    expect(progressText({ ...unknown, done: 7, message: 'a.jpg' })).toBe('reading  7  a.jpg');
    expect(progressText({ ...unknown, total: 0 })).toBe('reading');
  });

  it('keeps the digits that tell something', () => {
    expect(progressText({ ...halfway, rate: 3.26 })).toContain('3.3/s');
    expect(progressText({ ...halfway, done: 1_234_567, total: 20_000_000 })).toContain('1.23 M of 20 M');
    expect(progressText({ ...halfway, done: 5000 })).toContain('100 %');
  });
});

describe('duration', () => {
  it.each([
    [0.4, '0 s'],
    [59.4, '59 s'],
    [59.6, '1 min 0 s'],
    [119.7, '2 min 0 s'],
    [125, '2 min 5 s'],
    [3599.6, '1 h 0 min'],
    [7500, '2 h 5 min'],
  ])('of %d seconds: %s', (seconds, text) => expect(duration(seconds)).toBe(text));
});

describe('ProgressLine on a terminal', () => {
  it('redraws one line, no wider than the terminal', () => {
    const { line, text } = lineOn({ isTTY: true, columns: 20 });
    line.show(halfway);
    line.show({ ...halfway, done: 3000 });
    const lines = text().split('\r\x1b[2K');
    expect(lines).toEqual([
      '',
      progressText(halfway).slice(0, 19),
      progressText({ ...halfway, done: 3000 }).slice(0, 19),
    ]);
  });

  it('gives way to a note, and clears itself once', () => {
    const { line, text } = lineOn({ isTTY: true });
    line.show(halfway);
    line.note('Something is odd.');
    line.clear();
    expect(text().endsWith('\r\x1b[2KSomething is odd.\n')).toBe(true);
  });
});

describe('ProgressLine in a log', () => {
  it('has a line for each phase, and one now and then', () => {
    const { line, text, at } = lineOn({ isTTY: false });
    line.show(halfway);
    at(9_999);
    line.show({ ...halfway, done: 1600 });
    at(10_000);
    line.show({ ...halfway, done: 1700 });
    line.show({ ...halfway, phase: 'writing', done: 1 });
    line.note('Something is odd.');
    line.clear();
    const lines = text().split('\n');
    expect(lines.map((each) => /^\w+/.exec(each)?.[0])).toEqual([
      'reading',
      'reading',
      'writing',
      'Something',
      undefined,
    ]);
    expect(lines[1]).toContain('1,700');
    expect(text()).not.toContain('\x1b');
  });
});
