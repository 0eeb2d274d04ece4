import type { FaceTable } from '../faceTable';
import { leastLabels } from '../heads/calibrate';
import type { Head, HeadContext } from '../heads/head';
import { labelledLogits } from '../heads/labelledLogits';
import type { LogitsByHead } from '../heads/multiHead';
import { bestShare, pooled } from '../heads/opinionPool';
import { readTargets } from '../heads/targets';

/** How an adviser answers beside a head. */
export interface HeadAdvice {
  /** Of its features, and behind them a bias, to the head's classes. Shape [features + 1, classes]. */
  readonly weights: readonly number[];
  /** What its word counts beside the head's, 0 to 1; 0 as long as nothing says that it helps. */
  readonly share: number;
}

/** By head. */
export type Advice = Readonly<Record<string, HeadAdvice>>;

/** It may know far more than a head, and never decides alone: a head learns what this project's labels mean. */
const possibleShares = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];

/** What heads say in the end, by their own logits and by the adviser's, which are of those that have some. */
export function advisedLogits(own: LogitsByHead, told: LogitsByHead, advice: Advice): LogitsByHead {
  return Object.fromEntries(
    Object.entries(own).map(([head, logits]) => {
      const other = told[head];
      return [head, other ? pooled(other, logits, advice[head]?.share ?? 0) : logits];
    }),
  );
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
      const { name } = head;
      const headAdvice = advice[name];
      if (!headAdvice) return [];
      const targets = readTargets(head.targetReader(faces), faces, context);
      const [one, other] = [told, own].map((of) => labelledLogits(head, of[name]!, targets)!);
      const isKnown = one!.labels.length >= leastLabels;
      return [
        [name, { ...headAdvice, share: isKnown ? bestShare(one!, other!, possibleShares) : 0 }] as const,
      ];
    }),
  );
}

/** What is worth asking for. */
export function worthAsking(advice: Advice): Advice {
  return Object.fromEntries(Object.entries(advice).filter(([, { share }]) => share > 0));
}
