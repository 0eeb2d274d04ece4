import { CsvError, parse, type Info } from 'csv-parse/sync';

/** The cells of one row; `line` is 1-based, of the row's first line. */
export interface TableRow {
  readonly cells: readonly string[];
  readonly line: number;
}

export interface BrokenRow {
  readonly line: number;
  readonly reason: string;
}

const mostBytesInRow = 1 << 20;
/** A text of more lines is none of a table of faces: its quote was not closed. */
const mostLinesInRow = 100;

const unclosed =
  'a quote is opened in it and never closed: close it, or write it twice where it belongs to the text';
const reasons: Readonly<Record<string, string>> = {
  INVALID_OPENING_QUOTE:
    'a quote stands inside of a cell without quotes: put the cell into quotes, and write the quote in it twice',
  CSV_INVALID_CLOSING_QUOTE:
    'something stands behind a closing quote: write a quote twice where it belongs to the text',
  CSV_MAX_RECORD_SIZE: `the row has more than ${mostBytesInRow.toLocaleString('en')} characters`,
};

/**
 * The rows of separated values (RFC 4180), whose lines may end in any way. Spaces around cells are passed over, and so are rows
 * without a word. A row that cannot be taken apart costs its first line alone: reading goes on with the next one, so that a quote
 * that somebody forgot to close does not swallow the rows behind it, as it does for a parser of the whole file.
 */
export function* recordsOf(text: string, delimiter: string): Generator<TableRow | BrokenRow> {
  let rest = Buffer.from(text);
  let line = 1;
  let columns: number | null = null;
  while (rest.length > 0) {
    const read = readWhole(rest, delimiter, columns);
    yield* read.rows.map((row) => ({ ...row, line: line + row.line - 1 }));
    if (read.reason === null) return;
    columns = read.columns;
    rest = rest.subarray(read.bytes);
    line += read.lines;
    yield { line, reason: read.reason };
    rest = rest.subarray(lineLength(rest));
    line += 1;
  }
}

interface WholeRows {
  readonly rows: readonly TableRow[];
  /** Of the first row. */
  readonly columns: number | null;
  /** Read until behind the last row that is whole or without a word: bytes and lines. */
  readonly bytes: number;
  readonly lines: number;
  /** Why the row that comes next is none; null at the end of the file. */
  readonly reason: string | null;
}

/** All rows up to the first one that is none. */
function readWhole(rest: Buffer, delimiter: string, columnsBefore: number | null): WholeRows {
  const rows: TableRow[] = [];
  let [columns, bytes, lines] = [columnsBefore, 0, 0];
  const take = (cells: string[], info: Info): null => {
    const within = lineBreaksIn(cells.join(''));
    if (within > 0 && isSeveral(rest.toString('utf8', bytes, info.bytes), within, delimiter, columns)) {
      throw new SeveralRows();
    }
    [bytes, lines] = [info.bytes, info.lines];
    if (cells.every((cell) => cell === '')) return null;
    columns ??= cells.length;
    rows.push({ cells, line: lines - within });
    return null;
  };
  try {
    parse(rest, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      trim: true,
      relax_column_count: true,
      max_record_size: mostBytesInRow,
      on_record: take,
    });
    return { rows, columns, bytes, lines, reason: null };
  } catch (thrown) {
    return { rows, columns, bytes, lines, reason: reasonOf(thrown, lines + 1) };
  }
}

class SeveralRows extends Error {}

/** Why a row is none. What goes wrong behind its first line does because of a quote that should have been closed there. */
function reasonOf(thrown: unknown, firstLine: number): string {
  if (thrown instanceof SeveralRows) return unclosed;
  if (!(thrown instanceof CsvError)) throw thrown;
  const isTied = thrown.code === 'CSV_QUOTE_NOT_CLOSED' || Number(thrown['lines']) > firstLine;
  return (isTied ? undefined : reasons[thrown.code]) ?? unclosed;
}

/**
 * Whether what was read as one row, with so many line breaks in its cells, looks like several: where its first line has all
 * columns by itself, and a later line has them as well, the quote that ties them was closed by another row's.
 */
function isSeveral(row: string, within: number, delimiter: string, columns: number | null): boolean {
  if (within >= mostLinesInRow) return true;
  if (columns === null || columns < 3) return false;
  const [first, ...others] = row.split(/\r\n|\n|\r/).map((line) => line.split(delimiter).length);
  return first === columns && others.includes(columns);
}

/** Bytes of the first line, its end included. */
function lineLength(rest: Buffer): number {
  const at = rest.findIndex((byte) => byte === 10 || byte === 13);
  if (at < 0) return rest.length;
  return at + (rest[at] === 13 && rest[at + 1] === 10 ? 2 : 1);
}

function lineBreaksIn(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}
