/** What is amiss with the labels that a head would learn its classes from. */
export type BalanceWarning =
  /** No other value is labelled: there is nothing to tell apart, and the head cannot be trained. */
  | { readonly kind: 'one-value'; readonly value: string }
  /** No training face has it: the head can never say it. */
  | { readonly kind: 'missing'; readonly value: string }
  /** So few have it that most batches hold none. */
  | { readonly kind: 'rare'; readonly value: string; readonly faces: number }
  /** None of the validation faces has it: nothing measures how the head learns it. */
  | { readonly kind: 'not-validated'; readonly value: string };

export interface ValueCount {
  readonly id: string;
  /** Training faces with the value, those that are held out among them. */
  readonly faces: number;
  /** Of these, held out for validation. */
  readonly validation: number;
}

/**
 * A value is rare below the share of which half of the batches hold a face: 1 − 0.5^(1/batch), 1.1 % for batches of 64.
 * Half of the steps then pull the head away from it. `validationFaces`: those with any label of the head.
 */
export function balanceWarnings(
  values: readonly ValueCount[],
  { batchSize, validationFaces }: { readonly batchSize: number; readonly validationFaces: number },
): BalanceWarning[] {
  const labelled = values.reduce((sum, { faces }) => sum + faces, 0);
  if (labelled === 0) return [];
  const present = values.filter(({ faces }) => faces > 0);
  if (present.length === 1) return [{ kind: 'one-value', value: present[0]!.id }];
  const rareShare = 1 - 0.5 ** (1 / batchSize);
  return values.flatMap(({ id: value, faces, validation }): BalanceWarning[] => {
    if (faces === 0) return [{ kind: 'missing', value }];
    return [
      ...(faces / labelled < rareShare ? [{ kind: 'rare', value, faces } as const] : []),
      ...(validationFaces > 0 && validation === 0 ? [{ kind: 'not-validated', value } as const] : []),
    ];
  });
}
