import type { Problem } from '@shared/contract/jobs';
import type { LabelMapping } from '@shared/contract/labels';
import { oneLine } from '../record';
import { columnRoles } from './columns';
import { namesInLine } from './namedColumns';

/** Whether a header, by itself or a person's word, names images, and something of the faces on them. */
export function isFaceTable(header: readonly string[], mapping: LabelMapping): boolean {
  return whatLacks(header, mapping).length === 0;
}

/** What a header does not say that a table of faces has to. */
export function whatLacks(header: readonly string[], mapping: LabelMapping): string[] {
  const kinds = columnRoles(header, mapping).map((role) => role?.kind);
  return [
    ...(kinds.includes('image') ? [] : ['the image']),
    ...(kinds.includes('point') || kinds.includes('box.x') ? [] : ['a face’s points or box']),
  ];
}

/** Says of a table that others were taken instead of it, why, and how it would be read. */
export function tableNotRead(file: string, header: readonly string[], lacks: readonly string[]): Problem {
  return {
    file,
    code: 'table-not-read',
    reason: oneLine(
      `not read: no column names ${lacks.join(' or ')}. Import this file by itself and say what its columns mean (in the terminal by --map); there are ${namesInLine(header)}`,
    ),
  };
}
