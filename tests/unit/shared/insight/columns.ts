import type { HeadColumns } from '@shared/insight/headColumns';

/** Columns of some faces with the ids 10, 20, 30, …; a face's row of outputs and targets, and its error. */
export function columnsOf(
  kind: HeadColumns['kind'],
  form: HeadColumns['form'],
  rows: readonly {
    readonly said: readonly number[];
    readonly is: readonly number[];
    readonly error: number;
  }[],
): HeadColumns {
  const errors = Float32Array.from(rows, ({ error }) => error);
  return {
    kind,
    form,
    faceIds: Int32Array.from(rows, (_, index) => (index + 1) * 10),
    width: rows[0]!.said.length,
    outputs: Float32Array.from(rows.flatMap(({ said }) => said)),
    targetWidth: rows[0]!.is.length,
    targets: Float32Array.from(rows.flatMap(({ is }) => is)),
    losses: errors,
    errors,
  };
}

/** A head of three values: its probabilities and the labelled class, NaN for none. */
export function choice(
  ...rows: readonly (readonly [readonly [number, number, number], number])[]
): HeadColumns {
  return columnsOf(
    'multi-class',
    { form: 'choice', values: ['a', 'b', 'c'] },
    rows.map(([said, label]) => ({
      said,
      is: [label],
      error: Number.isNaN(label) ? Number.NaN : said.indexOf(Math.max(...said)) === label ? 0 : 1,
    })),
  );
}

/** A head of yes and no: the probability of yes and the label, NaN for none. */
export function yesNo(...rows: readonly (readonly [number, number])[]): HeadColumns {
  return columnsOf(
    'binary',
    { form: 'choice', values: ['no', 'yes'] },
    rows.map(([said, label]) => ({
      said: [said],
      is: [label],
      error: Number.isNaN(label) ? Number.NaN : Number(said > 0.5) === label ? 0 : 1,
    })),
  );
}

export const none = Number.NaN;
