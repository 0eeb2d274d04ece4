import { z } from 'zod';
import type {
  BenchReport,
  DoctorReport,
  DownloadReport,
  DrawReport,
  PageReport,
  EvaluateReport,
  ExportReport,
  ImportReport,
  PredictReport,
  ProjectSummary,
  RunSummary,
  TrainReport,
} from './reports';
import { webAddress } from './webAddress';

/**
 * The one map of everything a door may ask of the studio: channel → schema of its parameters and type of its
 * answer. A channel that starts a job answers the job's id; what the job promises at its end stands in
 * `JobResults`.
 */
function answering<Answer>() {
  return <Schema extends z.ZodType>(params: Schema): { params: Schema; answer: Answer } => ({
    params,
    answer: undefined as Answer,
  });
}

const none = z.object({}).strict();
const path = z.string().min(1);
const runName = z.string().min(1).max(100);
const startsJob = answering<{ readonly jobId: string }>();

export const requests = {
  'project.open': answering<ProjectSummary>()(
    z.object({ folder: path, mode: z.enum(['create', 'write', 'read']) }).strict(),
  ),
  'project.summary': answering<ProjectSummary>()(none),
  /** MTFL, from where it is published by default. */
  'datasets.download': startsJob(
    z
      .object({
        folder: path,
        address: webAddress.optional(),
        timeoutSeconds: z.number().positive().max(86_400).optional(),
      })
      .strict(),
  ),
  'datasets.import': startsJob(z.object({ path }).strict()),
  /** Draws faces with exact labels, laid out as MTFL; no project is needed for it. */
  'datasets.draw': startsJob(
    z
      .object({
        folder: path,
        count: z.number().int().min(1).max(1_000_000),
        /** How many of them are the test half; default a fifth. */
        testing: z.number().int().min(0).optional(),
        seed: z.number().int(),
      })
      .strict(),
  ),
  'datasets.export': startsJob(z.object({ folder: path, format: z.enum(['mtfl']) }).strict()),
  'runs.list': answering<readonly RunSummary[]>()(none),
  'runs.train': startsJob(
    z
      .object({
        /** Default: studio; for a run that is resumed, whichever it has. */
        preset: z.enum(['tutorial', 'studio']).optional(),
        name: runName.optional(),
        heads: z.array(z.string().min(1)).min(1).optional(),
        weights: z.record(z.string(), z.number()).optional(),
        steps: z.number().int().positive().optional(),
        epochs: z.number().positive().optional(),
        batchSize: z.number().int().min(1).max(4096).optional(),
        learningRate: z.number().positive().optional(),
        /** A validation pass goes with each checkpoint. */
        checkpointEverySteps: z.number().int().positive().optional(),
        seed: z.number().int().optional(),
        resume: z.boolean().optional(),
      })
      .strict(),
  ),
  'runs.evaluate': startsJob(
    z.object({ run: runName, split: z.string().min(1), checkpoint: z.enum(['newest', 'best']) }).strict(),
  ),
  'runs.predict': startsJob(
    z
      .object({
        run: runName,
        checkpoint: z.enum(['newest', 'best']),
        inputs: z.array(path).min(1),
        output: path,
        formats: z.array(z.enum(['csv', 'jsonl', 'mtfl', 'coco'])).min(1),
        overlays: z.boolean(),
      })
      .strict(),
  ),
  /** A page about a run's newest evaluation; `pictures` are files shown on it. */
  'runs.report': startsJob(z.object({ run: runName, file: path, pictures: z.array(path) }).strict()),
  /** Sets TensorFlow up where it can be; `retry` also after a failure that is remembered. */
  'system.prepare': startsJob(z.object({ retry: z.boolean() }).strict()),
  'system.examine': startsJob(none),
  /** Measures on an MTFL folder or zip. */
  'system.bench': startsJob(z.object({ data: path }).strict()),
  'jobs.cancel': answering<{ readonly cancelled: boolean }>()(z.object({ jobId: z.string() }).strict()),
} as const;

export type Requests = typeof requests;
export type Channel = keyof Requests;
/** What a caller passes. */
export type Params<Name extends Channel> = z.input<Requests[Name]['params']>;
/** What a handler receives, parsed. */
export type ParsedParams<Name extends Channel> = z.output<Requests[Name]['params']>;
export type Answer<Name extends Channel> = Requests[Name]['answer'];

/** By the channel that starts the job. */
export interface JobResults {
  readonly 'datasets.download': DownloadReport;
  readonly 'datasets.import': ImportReport;
  readonly 'datasets.draw': DrawReport;
  readonly 'datasets.export': ExportReport;
  readonly 'runs.train': TrainReport;
  readonly 'runs.evaluate': EvaluateReport;
  readonly 'runs.predict': PredictReport;
  readonly 'runs.report': PageReport;
  readonly 'system.prepare': DoctorReport['tensorflow'];
  readonly 'system.examine': DoctorReport;
  readonly 'system.bench': BenchReport;
}
export type JobChannel = keyof JobResults;
