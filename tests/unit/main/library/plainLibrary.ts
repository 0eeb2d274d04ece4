import type { LibraryFilter, LibrarySort } from '@shared/contract/library';
import type { Attribute, AttributeLabel } from '@shared/domain/attribute';
import type { FaceRecord } from '@shared/domain/faceRecord';
import type { Template } from '@shared/domain/template';

/** What one head of one run says of a face. */
export interface PlainPrediction {
  readonly attribute: string | null;
  readonly label: AttributeLabel;
  readonly error: number | null;
  readonly confidence: number | null;
}

export interface PlainFace {
  readonly record: FaceRecord;
  /** By head. */
  readonly predictions: Readonly<Record<string, PlainPrediction>>;
}

/** The Library as one would write it down without a thought for speed: the measure of the real one. */
export class PlainLibrary {
  constructor(
    private readonly template: Template,
    private readonly faces: readonly PlainFace[],
  ) {}

  matching(filter: LibraryFilter): PlainFace[] {
    return this.faces.filter((face) => this.matches(face, filter));
  }

  ordered(filter: LibraryFilter, sort: LibrarySort): number[] {
    const keyed = this.matching(filter).map((face) => ({ id: face.record.id, face, key: keyOf(face, sort) }));
    const numbered = keyed.filter(({ key }) => key !== null);
    numbered.sort((first, second) => compare(first.key!, second.key!) || first.id - second.id);
    if (sort.descending) numbered.reverse();
    const rest = keyed.filter(({ key }) => key === null).sort((first, second) => first.id - second.id);
    return [...numbered, ...rest].map(({ id }) => id);
  }

  matches({ record, predictions }: PlainFace, filter: LibraryFilter): boolean {
    const { splits, sourceIds, boxDrawnBy, labelled, nameContains, contradicted } = filter;
    return (
      record.deleted === (filter.deleted ?? false) &&
      (splits?.includes(record.split) ?? true) &&
      (sourceIds?.includes(record.sourceId) ?? true) &&
      (filter.edited ?? record.edited) === record.edited &&
      (filter.flagged ?? record.flagged) === record.flagged &&
      (filter.confirmed ?? confirmedSubjects(record).length > 0) === confirmedSubjects(record).length > 0 &&
      (filter.duplicate ?? record.duplicate) === record.duplicate &&
      (boxDrawnBy?.includes(record.drawnBox?.drawnBy ?? 'landmarks') ?? true) &&
      (labelled ?? this.labelledness(record)) === this.labelledness(record) &&
      record.imagePath.toLowerCase().includes((nameContains ?? '').toLowerCase()) &&
      (contradicted?.heads.some((head) => this.contradicts(record, predictions[head])) ?? true) &&
      Object.entries(filter.attributes ?? {}).every(([id, values]) =>
        values.some((value) => hasValue(record.attributes[id] ?? null, value)),
      )
    );
  }

  labelledness(record: FaceRecord): 'complete' | 'partial' | 'none' {
    const labelled = [
      ...record.landmarks.map(({ visibility }) => visibility > 0),
      ...this.template.attributes.map(({ id }) => record.attributes[id] !== null),
    ];
    if (labelled.every(Boolean)) return 'complete';
    return labelled.some(Boolean) ? 'partial' : 'none';
  }

  contradicts(record: FaceRecord, prediction: PlainPrediction | undefined): boolean {
    const attribute = this.template.attributes.find(({ id }) => id === prediction?.attribute);
    const label = record.attributes[attribute?.id ?? ''] ?? null;
    if (!prediction || !attribute || label === null || prediction.label === null) return false;
    if (confirmedSubjects(record).includes(attribute.id)) return false;
    return isChosen(attribute) && JSON.stringify(label) !== JSON.stringify(prediction.label);
  }
}

/** Attributes, and '' for the points, that are what they were when somebody confirmed them. */
export function confirmedSubjects({ confirmed, attributes, landmarks }: FaceRecord): string[] {
  const placed = landmarks.map(({ x, y, visibility }) => (visibility > 0 ? [x, y, visibility] : null));
  return Object.keys(confirmed).filter((subject) => {
    const now = subject === '' ? (placed.some(Boolean) ? placed : null) : (attributes[subject] ?? null);
    return now !== null && JSON.stringify(now) === confirmed[subject];
  });
}

function isChosen({ kind }: Attribute): boolean {
  return kind !== 'number';
}

export function hasValue(label: AttributeLabel, value: string | null): boolean {
  if (value === null) return label === null;
  return Array.isArray(label) ? label.includes(value) : label === value;
}

function keyOf({ record, predictions }: PlainFace, sort: LibrarySort): readonly (string | number)[] | null {
  switch (sort.by) {
    case 'id':
      return [record.id];
    case 'name':
      return [record.imagePath, record.sourceId, record.indexInImage];
    case 'error':
    case 'confidence': {
      const number = predictions[sort.head]?.[sort.by] ?? null;
      return number === null ? null : [number];
    }
    case 'mistake':
    case 'queue':
    case 'repeat':
      throw new Error('Orders by mistakes and lists have tests of their own.');
  }
}

function compare(first: readonly (string | number)[], second: readonly (string | number)[]): number {
  for (const [index, value] of first.entries()) {
    if (value !== second[index]) return value < second[index]! ? -1 : 1;
  }
  return 0;
}
