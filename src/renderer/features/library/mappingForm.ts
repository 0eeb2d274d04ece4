import { leftOut, type FoundName, type LabelMapping, type LabelsPreview } from '@shared/contract/labels';
import type { Template } from '@shared/domain/template';

/** One name of a label file, and what a person may say that it means. */
export interface MappingRow {
  /** As the mapping knows it: a name, or `attribute:value`. */
  readonly key: string;
  readonly name: string;
  readonly kind: 'point' | 'attribute' | 'value';
  readonly faces: number;
  /** What it means until somebody says otherwise; `-` for nothing. */
  readonly proposed: string;
  readonly choices: readonly MappingChoice[];
}

export interface MappingChoice {
  readonly value: string;
  readonly kind: 'point' | 'attribute' | 'value' | 'column';
  /** The attribute of a value. */
  readonly attribute?: string;
}

/** Columns of a table besides points' and attributes': every other format says these by itself. */
const columns = ['image', 'split', 'box.x', 'box.y', 'box.width', 'box.height'];

/**
 * Whether somebody should look before an import: a table, a name without a meaning, sides that look swapped, images
 * that are elsewhere, or labels that only a model has made.
 */
export function needsMapping({
  format,
  points,
  attributes,
  swapped,
  images,
  predicted,
}: LabelsPreview): boolean {
  const isUnknown = ({ target }: FoundName): boolean => target === null;
  return (
    format === 'csv' ||
    swapped !== null ||
    predicted > 0 ||
    (images.of > 0 && images.found === 0) ||
    points.some(isUnknown) ||
    attributes.some((attribute) => isUnknown(attribute) || attribute.values.some(isUnknown))
  );
}

/** A row a name, those without a meaning first. */
export function mappingRows(preview: LabelsPreview, template: Template): MappingRow[] {
  const points = template.scheme.points.map(({ id }): MappingChoice => ({ value: id, kind: 'point' }));
  const attributes = template.attributes.map(({ id }): MappingChoice => ({ value: id, kind: 'attribute' }));
  const isTable = preview.format === 'csv';
  const sides = points.flatMap(({ value }) => ['x', 'y'].map((side) => `${value}.${side}`));
  const roles = [...columns, ...sides].map((value): MappingChoice => ({ value, kind: 'column' }));
  const rowOf = (
    { name, faces, target }: FoundName,
    kind: MappingRow['kind'],
    choices: readonly MappingChoice[],
    key = name,
  ): MappingRow => ({ key, name, kind, faces, proposed: target ?? leftOut, choices });
  const rows = [
    ...preview.points.map((point) => rowOf(point, 'point', points)),
    ...preview.attributes.flatMap((found) => {
      const known = template.attributes.find(({ id }) => id === found.target);
      const values = (known?.values ?? []).map(({ id }): MappingChoice => ({
        value: id,
        kind: 'value',
        attribute: known!.id,
      }));
      return [
        rowOf(found, 'attribute', isTable ? [...attributes, ...roles] : attributes),
        ...(values.length === 0
          ? []
          : found.values.map((value) => rowOf(value, 'value', values, `${found.name}:${value.name}`))),
      ];
    }),
  ];
  // Columns of a table of which no row could be read yet, for want of the image's.
  const unread = preview.columns.some(({ role }) => role === 'image')
    ? []
    : preview.columns.filter(({ name, role }) => role === name && rows.every(({ key }) => key !== name));
  for (const { name } of unread) {
    rows.push(rowOf({ name, faces: 0, target: null }, 'attribute', [...attributes, ...roles]));
  }
  return rows.sort(
    (first, second) => Number(second.proposed === leftOut) - Number(first.proposed === leftOut),
  );
}

/** What a person said: only what differs from what was proposed, and of two names for one point the last. */
export function mappingOf(
  rows: readonly MappingRow[],
  chosen: Readonly<Record<string, string>>,
): LabelMapping {
  return Object.fromEntries(
    rows.flatMap(({ key, proposed }) => {
      const said = chosen[key] ?? proposed;
      return said === proposed ? [] : [[key, said]];
    }),
  );
}
