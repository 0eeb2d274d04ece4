import type { FaceTable } from '../faceTable';
import type { Head, HeadContext } from './head';
import type { LogitsByHead } from './multiHead';
import { fittedShare, pooledByHead } from './opinionPool';

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
  return pooledByHead(first, last, shares);
}

/**
 * For every head that chooses, the share of least cross-entropy on faces that the network has not learnt from, each share at
 * the temperature that suits it. A closer view shows a mouth better, and not the hair: heads differ in what they need.
 */
export function fitFirstLookShares(
  heads: readonly Head[],
  { first, last }: Looks,
  faces: FaceTable,
  context: HeadContext,
): FirstLookShares {
  return Object.fromEntries(
    heads.flatMap((head) => {
      const share = fittedShare(head, [first, last], faces, context, possibleShares);
      return share > 0 ? [[head.name, share] as const] : [];
    }),
  );
}
