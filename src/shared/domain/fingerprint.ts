import type { EngineDescription } from '../learning/results';

/** What a run read of the project's training faces: labels, boxes and image files, and nothing else. */
export interface DataFingerprint {
  /** SHA-256, in hex: the same for the same faces, whatever their order and their ids. */
  readonly hash: string;
  readonly faces: number;
}

export interface ProgramVersions {
  readonly facet: string;
  readonly tfjs: string;
  readonly node: string;
}

/** One stretch of a run's training, from its beginning or from a checkpoint. */
export interface TrainingSessionPrint {
  /** ISO 8601, UTC. */
  readonly begunAt: string;
  readonly fromStep: number;
  /** Where the run was to end then: its schedule depends on it. */
  readonly totalSteps: number;
  readonly data: DataFingerprint;
  readonly versions: ProgramVersions;
  /** Library, device and number of threads. */
  readonly engine: Pick<EngineDescription, 'backend' | 'device' | 'library'>;
}

/** Everything besides configuration and seed that decides what a training comes to. */
export interface RunFingerprint {
  readonly sessions: readonly [TrainingSessionPrint, ...TrainingSessionPrint[]];
}

/** How the project's training faces differ from those that a run read. */
export interface DataChange {
  /** Faces now. */
  readonly faces: number;
  /** Other labels or another box, by a face that is still there. */
  readonly labels: number;
  /** Another image file. */
  readonly files: number;
  readonly added: number;
  readonly removed: number;
}

export function isUnchanged({ labels, files, added, removed }: DataChange): boolean {
  return labels + files + added + removed === 0;
}

/** What else than the data was another, by a name a person knows. */
export const surroundingParts = ['facet', 'tfjs', 'node', 'backend', 'library', 'device'] as const;

export interface SurroundingDifference {
  readonly part: (typeof surroundingParts)[number];
  readonly original: string;
  readonly again: string;
}

export function surroundingDifferences(
  original: TrainingSessionPrint,
  again: TrainingSessionPrint,
): SurroundingDifference[] {
  const of = ({ versions, engine }: TrainingSessionPrint) => ({ ...versions, ...engine });
  const [before, now] = [of(original), of(again)];
  return surroundingParts.flatMap((part) =>
    before[part] === now[part] ? [] : [{ part, original: before[part], again: now[part] }],
  );
}
