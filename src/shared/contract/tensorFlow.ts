import type { Failure } from '../result';

/** Whether this machine trains with TensorFlow, and what would have to be fetched for it. */
export type TensorFlowOffer =
  | { readonly kind: 'installed'; readonly version: string; readonly variant: 'cpu' | 'cuda' }
  | {
      readonly kind: 'missing';
      readonly version: string;
      readonly variant: 'cpu' | 'cuda';
      /** Size of what is to come; a guess from above where it is not known to the byte. */
      readonly bytes: number;
      /** What an earlier, unfinished download has left. */
      readonly haveBytes: number;
      /** By the application itself, or by pip; null where neither can. */
      readonly by: 'http' | 'pip' | null;
      /** Where from, for the person who agrees; null with pip, which has its own index. */
      readonly host: string | null;
      /** Why it cannot be fetched, or why the last attempt failed; null where nothing is in the way. */
      readonly obstacle: Failure | null;
    }
  /** Nothing is published for this machine, or a person has switched it off. */
  | { readonly kind: 'none'; readonly reason: string; readonly remedy: string };
