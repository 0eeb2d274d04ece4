import type { RunConfiguration } from '../learning/configuration';
import type { EngineDescription, Metrics } from '../learning/results';
import type { Template } from './template';

/**
 * created → training → finished (its duration is over, or a person has ended it before), stopped (paused by a person,
 * resumable), failed (with a reason, resumable from its last checkpoint) or interrupted (its process ended or died,
 * resumable).
 */
export type RunState = 'created' | 'training' | 'finished' | 'stopped' | 'failed' | 'interrupted';

export interface RunRecord {
  readonly id: number;
  /** Unique in the project, upper and lower case being the same. */
  readonly name: string;
  readonly configuration: RunConfiguration;
  /** What the project labelled when the run was made: what its heads' numbers mean, whatever was changed since. */
  readonly template: Template;
  readonly state: RunState;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly globalStep: number;
  /** Wall seconds of training, all sessions together. */
  readonly seconds: number;
  readonly engine: EngineDescription | null;
  /** Metrics of the newest validation pass. */
  readonly validation: Metrics | null;
  /** Why it failed, for a person. */
  readonly failure: string | null;
}

export type RunMetricsKind = 'training' | 'validation';

export interface RunMetrics {
  readonly globalStep: number;
  readonly metrics: Metrics;
}
