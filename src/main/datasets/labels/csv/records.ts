/** The cells of one row; `line` is 1-based, of the row's first line. */
export interface TableRow {
  readonly cells: readonly string[];
  readonly line: number;
}

export interface BrokenRow {
  readonly line: number;
  readonly reason: string;
}

const mostCharactersInRow = 1 << 20;
/** A text of more lines is none of a table of faces: its quote was not closed. */
const mostLinesInRow = 100;

const unclosed =
  'a quote is opened in it and never closed: close it, or write it twice where it belongs to the text';
const stray =
  'a quote stands inside of a cell without quotes: put the cell into quotes, and write the quote in it twice';
const tooLong = `the row has more than ${mostCharactersInRow.toLocaleString('en')} characters`;

/**
 * The rows of separated values (RFC 4180), whose lines may end in any way. Spaces around quotes are passed over, and so
 * are empty lines. A row that cannot be taken apart costs its first line alone: reading goes on with the next one, so
 * that a quote that somebody forgot to close does not swallow the rows behind it.
 */
export function* recordsOf(text: string, delimiter: string): Generator<TableRow | BrokenRow> {
  const scanner = new Scanner(text, delimiter);
  let columns: number | null = null;
  for (let [at, line] = [0, 1]; at < text.length;) {
    const read = scanner.read(at);
    const next = scanner.lineEnd(at);
    if ('reason' in read || (columns !== null && scanner.hasRowsInside(at, read.end, columns))) {
      yield { line, reason: 'reason' in read ? read.reason : unclosed };
      [at, line] = [next, line + 1];
      continue;
    }
    const { cells, end, lines } = read;
    if (cells.some((cell) => cell !== '')) {
      columns ??= cells.length;
      yield { cells, line };
    }
    [at, line] = [end, line + lines];
  }
}

interface ReadRow {
  readonly cells: readonly string[];
  /** Where the next row begins. */
  readonly end: number;
  readonly lines: number;
}

class Scanner {
  private readonly plain: RegExp;
  private readonly spaces = / */y;
  private readonly lineBreak = /\r\n|\n|\r/y;
  private readonly restOfLine = /[^\r\n]*(?:\r\n|\n|\r|$)/y;

  constructor(
    private readonly text: string,
    private readonly delimiter: string,
  ) {
    this.plain = new RegExp(`[^"\\r\\n${delimiter}]*`, 'y');
  }

  /** The row that begins at a place; or why it is none. */
  read(start: number): ReadRow | { readonly reason: string } {
    const cells: string[] = [];
    let [at, lines] = [start, 1];
    for (;;) {
      const afterSpaces = at + this.take(this.spaces, at).length;
      if (this.text[afterSpaces] === '"') {
        const cell = this.quotedCell(afterSpaces);
        if (cell === null) return { reason: unclosed };
        lines += lineBreaksIn(cell);
        at = afterSpaces + cell.length;
        at += this.take(this.spaces, at).length;
        if (!this.isCellEnd(at)) return { reason: lines > 1 ? unclosed : misplaced(this.text[at]!) };
        cells.push(cell.slice(1, -1).replaceAll('""', '"'));
      } else {
        const cell = this.take(this.plain, at);
        at += cell.length;
        if (this.text[at] === '"') return { reason: stray };
        cells.push(cell);
      }
      if (at - start > mostCharactersInRow) return { reason: tooLong };
      if (this.text[at] !== this.delimiter) break;
      at += 1;
    }
    return { cells, end: at + this.take(this.lineBreak, at).length, lines };
  }

  /** Behind the line that a place is on. */
  lineEnd(at: number): number {
    return at + this.take(this.restOfLine, at).length;
  }

  /**
   * Whether what was read as one row looks like several: where its first line has all columns by itself, and a later line
   * has them as well, the quote that ties them was closed by another row's.
   */
  hasRowsInside(start: number, end: number, columns: number): boolean {
    if (columns < 3 || this.lineEnd(start) >= end) return false;
    const [first, ...others] = this.text
      .slice(start, end)
      .split(/\r\n|\n|\r/)
      .map((line) => line.split(this.delimiter).length);
    return first === columns && others.includes(columns);
  }

  /** With its quotes; null where it is not closed within what a cell may hold. */
  private quotedCell(at: number): string | null {
    let lines = 0;
    let next = at + 1;
    for (;;) {
      const close = this.text.indexOf('"', next);
      if (close < 0 || close - at > mostCharactersInRow) return null;
      lines += lineBreaksIn(this.text.slice(next, close));
      if (lines >= mostLinesInRow) return null;
      if (this.text[close + 1] !== '"') return this.text.slice(at, close + 1);
      next = close + 2;
    }
  }

  private isCellEnd(at: number): boolean {
    return at >= this.text.length || this.text[at] === this.delimiter || /[\r\n]/.test(this.text[at]!);
  }

  private take(pattern: RegExp, at: number): string {
    pattern.lastIndex = at;
    return pattern.exec(this.text)?.[0] ?? '';
  }
}

function misplaced(sign: string): string {
  return `“${sign}” stands behind a closing quote: write a quote twice where it belongs to the text`;
}

function lineBreaksIn(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}
