import type { RunConfiguration } from '../learning/configuration';
import type { ConfusionMatrix, EngineDescription, Metrics } from '../learning/results';
import type { Failure } from '../result';
import type { Problem } from './jobs';
import type { ImportFormat } from './labels';
import type { AddedPredictions } from './predictions';

/** What each kind of job answers when it ends. Seconds are wall seconds of the whole job. */
export interface ImportReport {
  /** `photos` have no labels. */
  readonly format: ImportFormat;
  /** Under which it can be undone. */
  readonly importId: number;
  /** Label rows read, good or bad. */
  readonly read: number;
  readonly imported: number;
  readonly updated: number;
  readonly skipped: number;
  readonly problems: readonly Problem[];
  /** Faces of this import by split. */
  readonly splits: Readonly<Record<string, number>>;
  /** Groups of image files with identical bytes, as paths. */
  readonly duplicates: readonly (readonly string[])[];
  readonly seconds: number;
}

export interface DrawReport {
  /** Absolute. */
  readonly folder: string;
  /** Faces by split. */
  readonly splits: Readonly<Record<string, number>>;
  /** False where this very set was there already. */
  readonly drawn: boolean;
  readonly seconds: number;
}

export interface DownloadReport {
  readonly file: string;
  /** Where it was downloaded from, or would have been. */
  readonly address: string;
  /** Size of the file. */
  readonly bytes: number;
  /** Those of them that an earlier download had left. */
  readonly resumedBytes: number;
  /** The whole file was there and sound: the server was not asked. */
  readonly alreadyThere: boolean;
  /** Label rows of the archive by split, each well-formed and with its image in the archive. */
  readonly rows: Readonly<Record<string, number>>;
  readonly seconds: number;
}

export interface ExportReport {
  readonly files: readonly string[];
  readonly faces: number;
  readonly problems: readonly Problem[];
}

export interface TrainReport {
  readonly run: string;
  readonly global_step: number;
  /** Wall seconds of the training itself, without import of crops and start of the engine. */
  readonly seconds: number;
  readonly facesPerSecond: number;
  readonly backend: string;
  readonly device: string;
  readonly engine: EngineDescription;
  readonly stopped: 'finished' | 'cancelled';
  readonly validation: Metrics | null;
  readonly problems: readonly Problem[];
}

export interface EvaluateReport {
  readonly run: string;
  readonly split: string;
  readonly faces: number;
  readonly metrics: Metrics;
  /** What a constant scores on the same faces, by the same metric names. */
  readonly floors: Metrics;
  readonly confusion: Readonly<Record<string, ConfusionMatrix>>;
  /** By head that chooses. */
  readonly calibration: Readonly<Record<string, CalibrationReport>>;
  readonly engine: EngineDescription;
  readonly seconds: number;
  readonly problems: readonly Problem[];
}

/** How far a head's probabilities are from how often it is right: expected calibration error, 0…1. */
export interface CalibrationReport {
  /** Null for a head that is not calibrated; its error is then that of the network's own probabilities. */
  readonly temperature: number | null;
  readonly errorBefore: number;
  readonly errorAfter: number;
}

/** What the results of a folder's photos hold. */
export interface ResultsReport {
  /** Photos looked at: predicted and failed. */
  readonly images: number;
  readonly faces: number;
  readonly failed: number;
  /** Photos in which no face was found. */
  readonly withoutFace: number;
  readonly outputs: readonly string[];
  readonly problems: readonly Problem[];
  /** Names of photos with identical bytes, group by group. */
  readonly duplicates: readonly (readonly string[])[];
}

export interface PredictReport extends ResultsReport {
  /** Of the images, those that an earlier job had looked at. */
  readonly earlier: number;
  /** Of those that this job looked at. */
  readonly imagesPerSecond: number;
  /** What became of them in the project, where they were to be added to it. */
  readonly added: AddedPredictions | null;
}

export type MergeReport = ResultsReport;

export interface FindReport {
  /** The finder, as the boxes' origin names it. */
  readonly finder: string;
  /** Photos looked at. Fewer than there are where the job was stopped. */
  readonly photos: number;
  readonly faces: number;
  /** Photos in which no face was seen: they stay as they were. */
  readonly withoutFace: readonly string[];
  /** Photos of the same bytes as another, which were not looked at again. */
  readonly duplicates: number;
  /** Null when nothing was found. */
  readonly importId: number | null;
  readonly seconds: number;
  readonly problems: readonly Problem[];
}

export interface SuggestReport {
  readonly run: string;
  readonly faces: number;
  /** Faces whose label a head contradicts, by head. */
  readonly contradicted: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly problems: readonly Problem[];
}

export interface RunSummary {
  readonly name: string;
  readonly preset: string;
  readonly state: string;
  readonly configuration: RunConfiguration;
  readonly globalStep: number;
  /** Where it is to end; null for one that has not begun, or was begun before this was written down. */
  readonly totalSteps: number | null;
  readonly seconds: number | null;
  readonly createdAt: string;
  readonly engine: EngineDescription | null;
  /** Why it failed, where its state says so. */
  readonly failure: string | null;
  /** Newest evaluation by split. */
  readonly evaluations: Readonly<Record<string, Metrics>>;
  /** What a constant scored in it, by the same names. */
  readonly floors: Readonly<Record<string, Metrics>>;
  /** Of the newest validation pass of its training. */
  readonly validation: Metrics | null;
  /** It has predicted on the project's faces: its word is at hand as suggestions. */
  readonly hasPredicted: boolean;
  /** The study that it is a trial of; null for a run by itself. */
  readonly study: string | null;
}

export interface ProjectSummary {
  readonly folder: string;
  readonly faces: number;
  readonly splits: Readonly<Record<string, number>>;
  readonly runs: number;
}

/** One learning backend on this machine, with a training step of the tutorial network timed for about a second. */
export interface BackendReport {
  readonly backend: 'tensorflow' | 'wasm';
  readonly engine: EngineDescription | null;
  readonly millisecondsPerStep: number | null;
  readonly facesPerSecond: number | null;
  /** Why it cannot be used here; null when it can. */
  readonly failure: Failure | null;
}

/** A fact about the machine as a name and a sentence. */
export interface MachineFact {
  readonly name: string;
  readonly value: string;
}

export interface DoctorReport {
  readonly facts: readonly MachineFact[];
  /** What was found and chosen, in one line. */
  readonly tensorflow: { readonly installed: boolean; readonly summary: string };
  readonly backends: readonly BackendReport[];
}

export interface BenchReport {
  readonly import: {
    readonly faces: number;
    readonly seconds: number;
    readonly facesPerSecond: number;
    readonly peakResidentMegabytes: number;
  };
  /** JPEG files to 64-pixel crops in the cache. */
  readonly decode: { readonly images: number; readonly imagesPerSecond: number };
  /** One training step of the tutorial network, heads nose and pose, batch of 64; null where a backend is absent. */
  readonly step: Readonly<Record<'tensorflow' | 'wasm', StepTime | null>>;
  /** The tutorial's and the studio's training with the real input pipeline, against one constant batch. */
  readonly pipeline: Readonly<Record<'tutorial' | 'studio', { readonly percentOfConstantBatch: number }>>;
  /** The studio network from JPEG files to a CSV. */
  readonly predict: { readonly images: number; readonly imagesPerSecond: number };
  readonly engine: EngineDescription;
}

export interface StepTime {
  readonly medianMilliseconds: number;
  readonly minimumMilliseconds: number;
  readonly maximumMilliseconds: number;
}

export interface PageReport {
  readonly file: string;
}
