import type { RunConfiguration } from '../learning/configuration';

/** What a run began with instead of chance: the weights of another run or of a model, as far as they fit. */
export interface RunStart {
  /** The run's or the file's name, as it was called then. */
  readonly from: string;
  readonly kind: 'run' | 'model';
  /** The step of the run's checkpoint, its best one in validation; null of a model. */
  readonly checkpointStep: number | null;
  /** Layers of the trunk that were taken. */
  readonly layers: readonly string[];
  /** Heads that were taken. */
  readonly heads: readonly string[];
  /** What began by chance all the same, in words of the log: a layer of the trunk, or `head/NAME`. */
  readonly byChance: readonly { readonly part: string; readonly reason: string }[];
  /** SHA-256 of the weights that were taken, in hex: a source may be trained on, or be another one of the same name. */
  readonly hash: string;
}

/** Whether a run's trunk never learns, by what the run began with; false where that is not known. */
export function neverThaws(
  { frozenTrunk, batchSize }: Pick<RunConfiguration, 'frozenTrunk' | 'batchSize'>,
  beginning: { readonly trainingFaces: number; readonly totalSteps: number } | null,
): boolean {
  if (frozenTrunk === undefined || beginning === null) return false;
  return Math.ceil((frozenTrunk.epochs * beginning.trainingFaces) / batchSize) >= beginning.totalSteps;
}

const headPrefix = 'head/';

/** The heads that began by chance, and whether all of the trunk was taken. */
export function partsByChance({ byChance }: RunStart): {
  readonly heads: readonly string[];
  readonly layers: readonly string[];
} {
  const parts = byChance.map(({ part }) => part);
  return {
    heads: parts.filter((part) => part.startsWith(headPrefix)).map((part) => part.slice(headPrefix.length)),
    layers: parts.filter((part) => !part.startsWith(headPrefix)),
  };
}
