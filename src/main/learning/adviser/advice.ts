import { z } from 'zod';
import type { FaceTable } from '../faceTable';
import type { Head, HeadContext } from '../heads/head';
import type { LogitsByHead } from '../heads/multiHead';
import { fittedShare, pooledByHead } from '../heads/opinionPool';
import { adviserNetworkNames, type AdviserNetworkName } from './adviserGraph';

/** By head how an adviser answers beside it. */
export const adviceSchema = z.record(
  z.string(),
  z.object({
    /** Whose features it reads, in their order; absent in advice from before there was a choice, which is of ages and genders. */
    networks: z.array(z.enum(adviserNetworkNames)).readonly().optional(),
    /** Of these features, and behind them a bias, to the head's classes. Shape [features + 1, classes]. */
    weights: z.array(z.number()).readonly(),
    /** What its word counts beside the head's, 0 to 1; 0 as long as nothing says that it helps. */
    share: z.number().min(0).max(1),
  }),
);

export type Advice = Readonly<z.infer<typeof adviceSchema>>;
export type HeadAdvice = Readonly<Advice[string]>;

/** It may know far more than a head, and never decides alone: a head learns what this project's labels mean. */
const possibleShares = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];

/** The networks that are asked: the same for all heads, as all advice of a run is learnt at once. */
export function askedNetworks(advice: Advice): readonly AdviserNetworkName[] {
  return Object.values(advice)[0]?.networks ?? ['ages-and-genders'];
}

/** What heads say in the end, by their own logits and by the adviser's, which are of those that have some. */
export function advisedLogits(own: LogitsByHead, told: LogitsByHead, advice: Advice): LogitsByHead {
  const shares = Object.entries(advice).map(([head, { share }]) => [head, share] as const);
  return pooledByHead(told, own, Object.fromEntries(shares));
}

/** The same advice, each head's of the share of least cross-entropy on faces that neither has learnt from. */
export function weighedAdvice(
  advice: Advice,
  heads: readonly Head[],
  own: LogitsByHead,
  told: LogitsByHead,
  faces: FaceTable,
  context: HeadContext,
): Advice {
  return Object.fromEntries(
    heads.flatMap((head) => {
      const headAdvice = advice[head.name];
      if (!headAdvice) return [];
      const share = fittedShare(head, [told, own], faces, context, possibleShares);
      return [[head.name, { ...headAdvice, share }] as const];
    }),
  );
}

/** The same advice as long as nothing says what it is worth beside the weights that are there. */
export function unweighedAdvice(advice: Advice): Advice {
  return Object.fromEntries(Object.entries(advice).map(([head, told]) => [head, { ...told, share: 0 }]));
}

/** What is worth asking for. */
export function worthAsking(advice: Advice): Advice {
  return Object.fromEntries(Object.entries(advice).filter(([, { share }]) => share > 0));
}
