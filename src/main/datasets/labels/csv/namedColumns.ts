import type { LabelMapping } from '@shared/contract/labels';
import { fail } from '@shared/result';
import { quoted, type ParsedTable } from '../record';
import { isRole, pointOfRole } from './columns';

/** Where a table has more, a person looks into it rather than read them all. */
const mostCharacters = 500;

/** A header's names in a line that can be read. */
export function namesInLine(header: readonly string[]): string {
  const line = header.join(', ');
  return line.length > mostCharacters ? `${line.slice(0, mostCharacters)}…` : line;
}

/**
 * Fails with `column-unknown` where a mapping speaks of what none of the tables has: no column is called so, nor is a
 * point or an attribute that columns say something of. Such a word would mean nothing, and most often it is a slip.
 */
export function checkNamesColumns(mapping: LabelMapping, tables: readonly ParsedTable[]): void {
  const columns = tables.flatMap((table) => table.columns);
  const names = new Set(columns.flatMap(({ name, role }) => [name, labelOf(role ?? '')]));
  const isThere = (said: string): boolean =>
    names.has(said) || [...said.matchAll(/:/g)].some(({ index }) => names.has(said.slice(0, index)));
  const wrong = Object.entries(mapping).find(([said]) => !isThere(said));
  if (!wrong) return;
  const known = [...new Set(columns.map(({ name }) => name))].filter((name) => name !== '');
  fail(
    'column-unknown',
    `${quoted(wrong[0])} cannot mean ${quoted(wrong[1])}: no column is called so; there are ${namesInLine(known)}. Name one of them, as it is written.`,
  );
}

/** The point or attribute that a column says something of; null where it says something else. */
function labelOf(role: string): string | null {
  return isRole(role) ? pointOfRole(role) : role;
}
