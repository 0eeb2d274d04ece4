import type { FaceTable } from '../faceTable';
import { leastLabels } from './calibrate';
import type { Head, HeadContext } from './head';
import { labelledLogits } from './labelledLogits';
import type { LogitsByHead } from './multiHead';
import { bestShare, pooled } from './opinionPool';
import { readTargets } from './targets';

/**
 * What all heads say of the same faces: at first sight, and from the views that come after it (the same where there is one
 * view alone).
 */
export interface Looks {
  readonly first: LogitsByHead;
  readonly last: LogitsByHead;
}

/** By head, what its first look counts beside the last ones, 0 to 1; one that is not in it goes by the last ones alone. */
export type FirstLookShares = Readonly<Record<string, number>>;

/** No more than the last ones count. */
const possibleShares = [0, 0.1, 0.2, 0.3, 0.4, 0.5];

/** What a head says by both looks, weighed. */
export function pooledLooks({ first, last }: Looks, shares: FirstLookShares): LogitsByHead {
  return Object.fromEntries(
    Object.entries(last).map(([head, logits]) => [head, pooled(first[head]!, logits, shares[head] ?? 0)]),
  );
}

/**
 * For every head that chooses, the share of least cross-entropy on faces that the network has not learnt from, each share at
 * the temperature that suits it. A closer view shows a mouth better, and not the hair: heads differ in what they need.
 */
export function fitFirstLookShares(
  heads: readonly Head[],
  looks: Looks,
  faces: FaceTable,
  context: HeadContext,
): FirstLookShares {
  return Object.fromEntries(
    heads.flatMap((head) => {
      const targets = readTargets(head.targetReader(faces), faces, context);
      const [first, last] = [looks.first, looks.last].map((of) =>
        labelledLogits(head, of[head.name]!, targets),
      );
      const share =
        first && last && first.labels.length >= leastLabels ? bestShare(first, last, possibleShares) : 0;
      return share > 0 ? [[head.name, share] as const] : [];
    }),
  );
}
