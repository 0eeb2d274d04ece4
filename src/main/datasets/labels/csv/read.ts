import { boxOrigins, type Landmark, type Visibility } from '@shared/domain/face';
import { fail } from '@shared/result';
import { splitNamed } from '../names';
import {
  Findings,
  quoted,
  type AttributeText,
  type LabelFileContext,
  type LabelledBox,
  type LabelledFace,
  type ParsedLabels,
  type ParsedTable,
} from '../record';
import { columnRoles, roleText, type ColumnRole, type PlainRole } from './columns';
import { namesInLine } from './namedColumns';
import type { BrokenRow } from './records';
import { noNumber, numberIn, readTable, type DecimalSign, type TableRow } from './table';

/** Columns that are named in a reason. */
const mostNamed = 3;
/** Rows shown beside a mapping. */
const shownRows = 5;

/**
 * Comma-separated values with a header and a row a face; what a column says follows from its name or a person's
 * mapping (see `columns`). Pixels are the project's: from 0 at the image's corner. Empty cells are not labelled.
 * Where no column names the image there is no face, but the table, for a person to say which does; `checkNamesImages`
 * refuses it. Fails with `label-file-broken` for a file without a header that can be read.
 */
export function readCsv(text: string, { name, mapping }: LabelFileContext): ParsedLabels {
  const { rows, broken, decimal } = readTable(text);
  const [header, ...data] = rows;
  checkHeader(header, broken, name);
  const roles = columnRoles(header.cells, mapping);
  const findings = new Findings(name);
  for (const { line, reason } of broken) findings.skip('row-broken', reason, line);
  for (const reason of repeatedRoles(header.cells, roles)) findings.note('column-twice', reason, header.line);
  const columns = header.cells.map((column, at) => ({ name: column, role: roleText(roles[at]!) }));
  const table = { header: header.cells, rows: data.slice(0, shownRows).map(({ cells }) => cells), columns };
  if (!namesImages(table)) findings.read += data.length;
  for (const row of namesImages(table) ? data : []) {
    const face = faceOf(row, roles, name, decimal);
    if (typeof face === 'string') findings.skip('row-invalid', face, row.line);
    else findings.add(face);
  }
  return Object.assign(findings, { table });
}

/** What several columns say; only one of them can count. */
function repeatedRoles(header: readonly string[], roles: readonly (ColumnRole | null)[]): string[] {
  const columns = new Map<string, string[]>();
  for (const [at, role] of roles.entries()) {
    const text = roleText(role);
    if (text !== null) columns.set(text, [...(columns.get(text) ?? []), header[at]!]);
  }
  return [...columns]
    .filter(([, names]) => names.length > 1)
    .map(([role, names]) => {
      const named = names.slice(0, mostNamed).map(quoted).join(', ');
      return `${names.length} columns say what ${quoted(role)} is (${named}): in each row the last of them that is filled counts. Leave out the others`;
    });
}

/** Without a header, another row must not be taken for it. */
function checkHeader(
  header: TableRow | undefined,
  [broken]: readonly BrokenRow[],
  name: string,
): asserts header is TableRow {
  if (broken && (!header || broken.line < header.line)) {
    fail(
      'label-file-broken',
      `The header of ${name} (line ${broken.line}) cannot be read: ${broken.reason}.`,
    );
  }
  if (!header) fail('label-file-broken', `${name} is empty: there is no header.`);
}

export function namesImages({ columns }: ParsedTable): boolean {
  return columns.some(({ role }) => role === 'image');
}

/** Fails with `csv-no-image` where there are tables, and no column of any names the image. */
export function checkNamesImages(tables: readonly ParsedTable[]): void {
  const [first] = tables;
  if (!first || tables.some(namesImages)) return;
  const { header } = first;
  fail(
    'csv-no-image',
    `No column names the image: there are ${namesInLine(header)}. Map one, such as --map ${header[0] || 'column'}=image.`,
  );
}

/** The face; or why there is none. */
function faceOf(
  { cells, line }: TableRow,
  roles: readonly (ColumnRole | null)[],
  file: string,
  decimal: DecimalSign,
): LabelledFace | string {
  const plain = new Map<PlainRole, string>();
  const parts = new Map<string, { x?: string; y?: string; visibility?: string }>();
  const attributes = new Map<string, AttributeText>();
  if (cells.length > roles.length) return `it has ${cells.length} cells, and the header ${roles.length}`;
  for (const [at, role] of roles.entries()) {
    const cell = cells[at]?.trim() ?? '';
    if (role === null || cell === '') continue;
    if (role.kind === 'attribute') attributes.set(role.attribute, cells[at]!);
    else if (role.kind === 'point') {
      parts.set(role.point, { ...parts.get(role.point), [role.part]: cell });
    } else plain.set(role.kind, role.kind === 'image' ? cells[at]! : cell);
  }
  const image = plain.get('image');
  if (image === undefined) return 'it names no image';
  const points = new Map<string, Landmark>();
  for (const [point, { x = '', y = '', visibility = '2' }] of parts) {
    const seen = Number(visibility);
    if (seen !== 0 && seen !== 1 && seen !== 2) return `${quoted(visibility)} is no visibility (0, 1 or 2)`;
    if (seen === 0 || (x === '' && y === '')) continue;
    const wrong = [x, y].find((text) => !isNumber(text, decimal));
    if (wrong !== undefined) return `${point}: ${quoted(wrong)} ${noNumber(wrong, decimal)}`;
    const place = { x: numberIn(x, decimal), y: numberIn(y, decimal) };
    points.set(point, { ...place, visibility: seen as Visibility });
  }
  const box = boxOf(plain, decimal);
  if (typeof box === 'string') return box;
  const [widthPx, heightPx] = [finiteIn(plain.get('width'), decimal), finiteIn(plain.get('height'), decimal)];
  const split = plain.get('split');
  return {
    image,
    size: widthPx !== null && heightPx !== null ? { widthPx, heightPx } : null,
    unit: 'pixels',
    points,
    box: plain.get('box.drawn_by') === 'landmarks' ? null : box,
    attributes,
    split: split === undefined ? null : splitNamed(split),
    ...(decimal === ',' ? { decimalComma: true } : {}),
    origin: { file, line },
  };
}

function boxOf(plain: ReadonlyMap<PlainRole, string>, decimal: DecimalSign): LabelledBox | string | null {
  const texts = (['box.x', 'box.y', 'box.width', 'box.height', 'box.x2', 'box.y2'] as const).map((role) =>
    plain.get(role),
  );
  const wrong = texts.find((text) => text !== undefined && !isNumber(text, decimal));
  if (wrong !== undefined) return `${quoted(wrong)} ${noNumber(wrong, decimal)}`;
  const [x, y, givenWidth, givenHeight, right, bottom] = texts.map((text) => finiteIn(text, decimal));
  if (x === null || x === undefined || y === null || y === undefined) return null;
  const width = givenWidth ?? (right === null || right === undefined ? null : right - x);
  const height = givenHeight ?? (bottom === null || bottom === undefined ? null : bottom - y);
  if (width === null || height === null) return null;
  if (!(width > 0 && height > 0)) return `a box of ${width} × ${height} pixels is none`;
  const drawnBy = boxOrigins.find((origin) => origin === plain.get('box.drawn_by'));
  const score = finiteIn(plain.get('box.score'), decimal);
  return {
    ...{ x, y, width, height },
    ...(drawnBy === undefined ? {} : { drawnBy }),
    ...(score === null ? {} : { score }),
  };
}

function isNumber(text: string, decimal: DecimalSign): boolean {
  return Number.isFinite(numberIn(text, decimal));
}

function finiteIn(text: string | undefined, decimal: DecimalSign): number | null {
  return text !== undefined && isNumber(text, decimal) ? numberIn(text, decimal) : null;
}
