import type { DataFingerprint } from '../domain/fingerprint';
import type { Template } from '../domain/template';
import type { Duration, RunConfiguration } from '../learning/configuration';
import type { Metrics } from '../learning/results';

/** A value of a setting as a search space names it: a number, a choice, or a schedule or augmentation as a whole. */
export type SettingValue = string | number | boolean | null | { readonly [key: string]: unknown };

/** What decides a run and was not the same for all of a study's runs. */
interface TrialBase {
  /** From 1. */
  readonly number: number;
  /** The name that its run has, or will have. */
  readonly run: string;
  readonly configuration: RunConfiguration;
  /**
   * waiting: there is something left to train; done: trained to the end; dropped: others were better at its budget;
   * failed: its losses are no numbers any more, which training it again would not change.
   */
  readonly state: 'waiting' | 'done' | 'dropped' | 'failed';
  /** What came of it at each budget that it was trained to, in their order. */
  readonly results: readonly TrialResult[];
  /** Why it failed, for a person. */
  readonly failure: string | null;
}

export interface TrialResult {
  readonly globalStep: number;
  /** On the validation faces. */
  readonly metrics: Metrics;
  /** What the best constant scores on the same faces, by the same names; absent in studies from before it was kept. */
  readonly floors?: Metrics;
  /** What the trials are compared by; null in an ablation, or where it cannot be told. */
  readonly objective: number | null;
}

/** A set of heads, trained with a seed. */
export interface AblationTrial extends TrialBase {
  readonly kind: 'ablation';
}

/** Settings drawn from a search space. */
export interface SearchTrial extends TrialBase {
  readonly kind: 'search';
  /** By the setting's name in the space. */
  readonly settings: Readonly<Record<string, SettingValue>>;
}

export type Trial = AblationTrial | SearchTrial;

export interface SearchPlan {
  readonly kind: 'search';
  /** `relative-loss`, or a metric's name. */
  readonly objective: string;
  /** One of so many trials goes on to the next budget. */
  readonly keepOneOf: number;
  /** Of the trials that reach the last rung, the last being the whole duration. */
  readonly rungs: readonly Rung[];
}

export interface Rung {
  readonly duration: Duration;
  /** Trials that are to be trained so long. */
  readonly trials: number;
}

export interface AblationPlan {
  readonly kind: 'ablation';
  /** In the order of the table's columns. */
  readonly heads: readonly string[];
  /** In the order of its rows. */
  readonly sets: readonly (readonly string[])[];
  readonly seeds: readonly number[];
}

/** Many runs as one job: each trained under the same conditions but for what is looked at. */
export interface Study {
  readonly id: number;
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly plan: AblationPlan | SearchPlan;
  /** What the project labelled when it was begun. */
  readonly template: Template;
  /** Of the faces that all of its heads read; null before the first training. */
  readonly data: DataFingerprint | null;
  /** Labels or files were changed on its way, and somebody went on in spite of that. */
  readonly dataChanged: boolean;
  readonly trials: readonly Trial[];
  /** What ended the last job before the study was over, for a person; null where a person did. */
  readonly failure: string | null;
}

export function isOver({ trials }: Pick<Study, 'trials'>): boolean {
  return trials.every(({ state }) => state !== 'waiting');
}

/** What is to be trained next: a trial, and up to where; null where nothing is left. */
export interface NextTraining {
  readonly trial: Trial;
  readonly until: Duration;
}
