import { recordsOf, type BrokenRow, type TableRow } from './records';

export type { TableRow } from './records';
export type DecimalSign = '.' | ',';

export interface Table {
  readonly rows: readonly TableRow[];
  readonly broken: readonly BrokenRow[];
  /** How its numbers are written. */
  readonly decimal: DecimalSign;
}

/** Of two that fit a table equally well, the first: commas stand in texts and numbers more often. */
const delimiters = ['\t', ';', ','] as const;
type Delimiter = (typeof delimiters)[number];

/** Lines by which a table's delimiter is told. */
const tellingLines = 20;

/**
 * The rows of comma-separated values (RFC 4180), whose delimiter may also be a semicolon or a tab, as spreadsheets save
 * them where the comma is the decimal sign. A row that cannot be taken apart is told and passed over, one without a
 * word in it is none.
 */
export function readTable(text: string): Table {
  const said = /^"?sep=([,;\t])"?[^\S\r\n]*(\r\n|\n|\r)/i.exec(text);
  const delimiter = (said?.[1] as Delimiter | undefined) ?? delimiterOf(text);
  const broken: BrokenRow[] = [];
  const rows: TableRow[] = [];
  for (const record of recordsOf(text, delimiter)) {
    if ('reason' in record) broken.push(record);
    else if (!said || record.line > 1) {
      rows.push({ cells: record.cells.map(withoutGuard), line: record.line });
    }
  }
  return { rows, broken, decimal: decimalOf(rows, delimiter) };
}

/** What a table's columns are called, of its first lines alone; empty where no row is whole. */
export function headerOf(text: string): readonly string[] {
  const { rows } = readTable(text.split(/\r\n|\n|\r/, tellingLines).join('\n'));
  return rows[0]?.cells ?? [];
}

/** A number as the table writes them; NaN for anything else. */
export function numberIn(cell: string, decimal: DecimalSign): number {
  const text = cell.trim();
  if (decimal === '.') return text === '' ? Number.NaN : Number(text);
  // A point would part thousands here, and nobody can tell.
  return text === '' || text.includes('.') ? Number.NaN : Number(text.replace(',', '.'));
}

/** Why a cell is no number, as far as the table's other numbers tell. */
export function noNumber(cell: string, decimal: DecimalSign): string {
  const other = decimal === '.' ? ',' : '.';
  const isOfOtherKind = fractions[other].test(cell.trim());
  const names = { '.': 'point', ',': 'comma' } as const;
  return isOfOtherKind
    ? `is no number: the table’s numbers are read with a decimal ${names[decimal]}`
    : 'is no number';
}

/** The one by which most lines fall into as many cells as the header, and most cells. */
function delimiterOf(text: string): Delimiter {
  const lines = text
    .split(/\r\n|\n|\r/, tellingLines)
    .filter((line) => line !== '')
    .map((line) => line.replace(/"[^"]*"?/g, ''));
  let best: { delimiter: Delimiter; fit: number } = { delimiter: ',', fit: 0 };
  for (const delimiter of delimiters) {
    const [columns = 1, ...others] = lines.map((line) => line.split(delimiter).length);
    const fit = columns > 1 ? columns * (1 + others.filter((cells) => cells === columns).length) : 0;
    if (fit > best.fit) best = { delimiter, fit };
  }
  return best.delimiter;
}

const fractions = {
  '.': /^[-+]?\d*\.\d+(e[-+]?\d+)?$/i,
  ',': /^[-+]?\d*,\d+(e[-+]?\d+)?$/i,
} as const satisfies Record<DecimalSign, RegExp>;

/** As it would also part thousands. */
const thousands = /^[-+]?\d{1,3},\d{3}$/;

/**
 * The one that more of the table's numbers have. Where commas part the cells, numbers with one stand in quotes, and programs
 * that write tables so part thousands by it, too: it is the decimal sign only where some number could not be such.
 */
function decimalOf(rows: readonly TableRow[], delimiter: Delimiter): DecimalSign {
  let [points, commas] = [0, 0];
  let isClear = delimiter !== ',';
  for (const { cells } of rows) {
    for (const cell of cells.map((text) => text.trim())) {
      if (fractions['.'].test(cell)) points += 1;
      else if (fractions[','].test(cell)) {
        commas += 1;
        isClear ||= !thousands.test(cell);
      }
    }
  }
  return isClear && commas > points ? ',' : '.';
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
