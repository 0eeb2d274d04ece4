import { parse, type CsvError, type Info } from 'csv-parse/sync';

export interface TableRow {
  readonly cells: readonly string[];
  /** 1-based, of the row's first line. */
  readonly line: number;
}

export interface Table {
  readonly rows: readonly TableRow[];
  readonly broken: readonly { readonly line: number; readonly reason: string }[];
}

const delimiters = [',', ';', '\t'];
const mostCharactersInRow = 1 << 20;

/**
 * The rows of comma-separated values (RFC 4180), whose delimiter may also be a semicolon or a tab. A row that cannot
 * be taken apart is told and passed over.
 */
export function readTable(text: string): Table {
  const broken: { line: number; reason: string }[] = [];
  const rows: TableRow[] = [];
  let firstLine = 1;
  const options = {
    delimiter: delimiterOf(text),
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: mostCharactersInRow,
    on_skip: (error: CsvError | undefined) => {
      broken.push({
        line: firstLine,
        reason: error?.message.split(' at line ')[0] ?? 'the row cannot be read',
      });
      return undefined;
    },
    on_record: (cells: string[], { lines }: Info) => {
      rows.push({ cells: cells.map(withoutGuard), line: lines - lineBreaksIn(cells) });
      firstLine = lines + 1;
      return null;
    },
  };
  try {
    parse(text, options);
  } catch (thrown) {
    // What no row's end could save: a quote that is never closed.
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    broken.push({ line: firstLine, reason });
  }
  return { rows, broken };
}

/** The one that the first line has most of, outside of quotes. */
function delimiterOf(text: string): string {
  const first = /^[^\r\n]*/.exec(text)![0].replace(/"[^"]*"/g, '');
  const counts = delimiters.map((delimiter) => first.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))]!;
}

function lineBreaksIn(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
}

/** Texts that a spreadsheet would take for a formula are kept behind an apostrophe (OWASP, "CSV injection"). */
const guarded = /^'+[=+\-@\t\r\n]/;
const dangerous = /^'*[=+\-@\t\r\n]/;

function withoutGuard(cell: string): string {
  return guarded.test(cell) ? cell.slice(1) : cell;
}

/** A row's line, from which `readTable` reads the same cells. */
export function tableLine(cells: readonly (string | number)[]): string {
  return `${cells.map((cell) => (typeof cell === 'number' ? String(cell) : textCell(cell))).join(',')}\r\n`;
}

function textCell(text: string): string {
  const harmless = dangerous.test(text) ? `'${text}` : text;
  return /[",;\r\n\t]/.test(harmless) || harmless.trim() !== harmless
    ? `"${harmless.replaceAll('"', '""')}"`
    : harmless;
}
