import type { HeadColumns } from '@shared/insight/headColumns';

/** How each head does on the faces of a group, beside how many they are. */
export interface GroupResults {
  /** The head whose labels make the groups. */
  readonly by: string;
  readonly groups: readonly {
    readonly value: string;
    readonly faces: number;
    /** By head: mean error over the eye distance for points, accuracy for choices; null where none was measured. */
    readonly scores: Readonly<Record<string, number | null>>;
  }[];
}

/**
 * An evaluation by groups: for every head that chooses a value, the faces that are labelled with each value.
 *
 * @param columns of one evaluation by head: the same faces in the same rows.
 */
export function groupResults(columns: ReadonlyMap<string, HeadColumns>): GroupResults[] {
  const measured = [...columns].filter(([, { form }]) => form.form === 'points' || form.form === 'choice');
  return [...columns].flatMap(([by, { form, targets, targetWidth, faceIds }]) => {
    if (form.form !== 'choice') return [];
    const groups = form.values.map((value, index) => {
      const rows = Array.from(faceIds.keys()).filter((row) => targets[row * targetWidth] === index);
      const scores = measured.map(([head, of]) => [head, scoreOf(of, rows)] as const);
      return { value, faces: rows.length, scores: Object.fromEntries(scores) };
    });
    return [{ by, groups }];
  });
}

function scoreOf({ form, errors }: HeadColumns, rows: readonly number[]): number | null {
  const known = rows.map((row) => errors[row]!).filter((error) => !Number.isNaN(error));
  if (known.length === 0) return null;
  const mean = known.reduce((sum, error) => sum + error, 0) / known.length;
  return form.form === 'choice' ? 1 - mean : mean;
}
