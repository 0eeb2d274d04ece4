import type { RowLayout } from '@shared/contract/labels';
import type { Landmark } from '@shared/domain/face';
import { hasImageExtension } from '../../images/imageFile';
import { safeRelativePath } from '../relativePath';
import { attributeCodes, numberCount, pixelOffset, pointCount } from './format';

/** One face's labels as a row has them, in the project's coordinates and values. */
export interface MtflRow {
  /** Relative to the label file's folder, with forward slashes. */
  readonly imagePath: string;
  /** Left eye, right eye, nose, left and right mouth corner; left is the image's. */
  readonly landmarks: readonly Landmark[];
  /** Value id by attribute id. */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface RowProblem {
  readonly code: 'field-count' | 'not-a-number' | 'label-out-of-range' | 'path-escapes';
  readonly reason: string;
}

/** Of the published coordinates. */
const decimals = 6;

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** Reads one row; the line's end and spaces around it may be there or not. */
export function parseRow(line: string): { readonly row: MtflRow } | { readonly problem: RowProblem } {
  const fields = [...line.matchAll(/\S+/g)];
  const firstNumber = fields.length - numberCount;
  // A name may hold spaces, but only when it still ends as an image's: else a surplus number would be part of it.
  const path = firstNumber < 1 ? '' : line.slice(fields[0]!.index, fields[firstNumber]!.index).trimEnd();
  if (firstNumber < 1 || (firstNumber > 1 && !hasImageExtension(path))) {
    return problem('field-count', `${fields.length} fields instead of ${numberCount + 1}`);
  }
  const imagePath = safeRelativePath(path);
  if (imagePath === null) return problem('path-escapes', `${quoted(path)} leads out of the dataset’s folder`);

  const words = fields.slice(firstNumber).map((field) => field[0]);
  const wrong = words.find((word) => !decimal.test(word) || !Number.isFinite(Number(word)));
  if (wrong !== undefined) return problem('not-a-number', `${quoted(wrong)} is not a number`);
  const numbers = words.map(Number);

  const attributes: Record<string, string> = {};
  for (const [index, { attribute, values }] of attributeCodes.entries()) {
    const code = numbers[pointCount * 2 + index]!;
    const value = values[code - 1];
    if (value === undefined) {
      return problem(
        'label-out-of-range',
        `${attribute} is ${code}, and only 1 to ${values.length} mean something`,
      );
    }
    attributes[attribute] = value;
  }
  const landmarks = Array.from({ length: pointCount }, (_, point): Landmark => ({
    x: numbers[point]! - pixelOffset,
    y: numbers[pointCount + point]! - pixelOffset,
    visibility: 2,
  }));
  return { row: { imagePath, landmarks, attributes } };
}

/** The row as the published files write it, without the space before it and the line's end; or with every decimal. */
export function formatRow(row: MtflRow, separator: string, layout: RowLayout = 'published'): string {
  const codes = attributeCodes.map(({ attribute, values }) => values.indexOf(row.attributes[attribute]!) + 1);
  const coordinate = (pixels: number): string =>
    layout === 'plain' ? String(pixels + pixelOffset) : (pixels + pixelOffset).toFixed(decimals);
  return [
    row.imagePath.replaceAll('/', layout === 'plain' ? '/' : separator),
    ...row.landmarks.map((point) => coordinate(point.x)),
    ...row.landmarks.map((point) => coordinate(point.y)),
    ...codes,
  ].join(' ');
}

/** A published file's every row but the first begins with a space, and the file ends with one; a plain one's has lines. */
export function labelFileText(rows: readonly string[], layout: RowLayout = 'published'): string {
  if (layout === 'plain') return rows.map((row) => `${row}\n`).join('');
  return `${rows.map((row) => `${row}\r\n`).join(' ')} `;
}

function problem(code: RowProblem['code'], reason: string): { readonly problem: RowProblem } {
  return { problem: { code, reason } };
}

/** What a row says, in a reason for people: whatever it is, the reason stays a line. */
function quoted(text: string): string {
  return `“${shortened(text, 100)}”`;
}

export function shortened(text: string, charactersAtMost: number): string {
  return text.length > charactersAtMost ? `${text.slice(0, charactersAtMost)}…` : text;
}
