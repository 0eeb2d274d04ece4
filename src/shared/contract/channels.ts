import { z } from 'zod';
import type { HistoryEntry, JournalEntry } from '../domain/journal';
import type { LandmarkScheme } from '../domain/landmarkScheme';
import type { FaceSuggestion } from '../domain/suggestion';
import type { Template } from '../domain/template';
import {
  examinePathsSchema,
  notifySchema,
  showMenuSchema,
  showProgressSchema,
  type ExaminedPath,
} from './desktop';
import type { DeletedRun, DeletedStudy, KeptOfRun, KeptOfStudy } from './deletion';
import { boxSchema, faceEditsSchema, faceIdSchema, oneFaceSchema, someFacesSchema } from './edits';
import {
  choosePathsSchema,
  listFolderSchema,
  type FolderListing,
  type HostDescription,
  type RecentProject,
} from './host';
import {
  evaluatedHeadSchema,
  mistakesSchema,
  type EvaluationView,
  type HeadInsightView,
  type Mistakes,
} from './inspect';
import type { JobList } from './jobs';
import { labelNextSchema, type LabelNextReport } from './labelNext';
import { labelCheckSchema, type LabelCheckReport } from './labelCheck';
import { exportLabelsSchema, readLabelsSchema, type ImportFormat, type LabelsPreview } from './labels';
import {
  faceIdsSchema,
  facePositionSchema,
  facetsSchema,
  faceWindowSchema,
  type FacePosition,
  type FaceView,
  type LibraryFacets,
  type LibraryWindow,
} from './library';
import { exportModelSchema, type ExportedModel } from './models';
import { thumbnailsSchema, type Thumbnails } from './pictures';
import { outputFormats } from './outputFormats';
import {
  addSetSchema,
  createSetSchema,
  facesAreSchema,
  oneSetSchema,
  predictedPhotoSchema,
  predictionFacetsSchema,
  predictionProblemsSchema,
  predictionWindowSchema,
  saveSetSchema,
  shardSchema,
  type AddedPredictions,
  type PredictedPhotoDetails,
  type PredictionFacets,
  type PredictionProblems,
  type PredictionReport,
  type PredictionSetSummary,
  type PredictionWindow,
  type SavedPredictions,
} from './predictions';
import { reproduceSchema, type FingerprintView, type ReproduceReport } from './reproduction';
import type { RepeatsReport } from './repeats';
import type {
  BenchReport,
  DoctorReport,
  DownloadReport,
  DrawReport,
  PageReport,
  EvaluateReport,
  ExportReport,
  FindReport,
  ImportReport,
  MergeReport,
  PredictReport,
  ProjectSummary,
  RunSummary,
  SuggestReport,
  TrainReport,
} from './reports';
import {
  acceptManySchema,
  editManySchema,
  redoImportSchema,
  stepAgainSchema,
  undoImportSchema,
  type ImportSummary,
  type StepReport,
} from './steps';
import { changeTemplateSchema, readSchemeSchema, type TemplateUsage } from './template';
import type { TensorFlowOffer } from './tensorFlow';
import { ablateSchema, oneStudySchema, resumeStudySchema, searchSchema, type StudyView } from './trials';
import {
  heldOutSchema,
  previewSchema,
  runNameSchema as runName,
  trainedRunSchema,
  trainSchema,
  type AugmentationPreview,
  type LiveTraining,
  type RunHistory,
  type TrainingPlan,
  type HeldOutCounts,
} from './training';
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
const startsJob = answering<{ readonly jobId: string }>();

export const requests = {
  /** What the door is and offers; the other channels of this room fail with `not-offered` where it does not. */
  'host.describe': answering<HostDescription>()(none),
  /** Empty when a person thought better of it. */
  'host.choosePaths': answering<{ readonly paths: readonly string[] }>()(choosePathsSchema),
  'host.listFolder': answering<FolderListing>()(listFolderSchema),
  /** The newest first. */
  'host.recentProjects': answering<readonly RecentProject[]>()(none),
  /** The desktop's own: see `desktop.ts`. */
  'host.showMenu': answering<null>()(showMenuSchema),
  'host.showProgress': answering<null>()(showProgressSchema),
  /** False when the window is being looked at, or the system shows no notifications. */
  'host.notify': answering<{ readonly shown: boolean }>()(notifySchema),
  'host.examinePaths': answering<readonly ExaminedPath[]>()(examinePathsSchema),
  'project.open': answering<ProjectSummary>()(
    z.object({ folder: path, mode: z.enum(['create', 'write', 'read']) }).strict(),
  ),
  'project.summary': answering<ProjectSummary>()(none),
  /** Closes and removes the open project, if it was made just now and nothing has come into it. */
  'project.discard': answering<{ readonly discarded: boolean }>()(none),
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
  /** What the project labels: its landmark scheme and attributes. */
  'project.template': answering<Template>()(none),
  /** Changes what is labelled, as a step of the journal; null when nothing changed. */
  'template.change': answering<JournalEntry | null>()(changeTemplateSchema),
  /** The same where more labels have to follow than can within an answer. */
  'template.changeMany': startsJob(changeTemplateSchema),
  'template.usage': answering<TemplateUsage>()(none),
  /** A landmark scheme from a file's text, checked and not yet taken over. */
  'template.readScheme': answering<LandmarkScheme>()(readSchemeSchema),
  /** The newest first. */
  'imports.list': answering<readonly ImportSummary[]>()(none),
  'imports.undo': startsJob(undoImportSchema),
  'imports.redo': startsJob(redoImportSchema),
  /** One edit of many faces: one step of the journal. */
  'faces.editMany': startsJob(editManySchema),
  /** Takes over what a run says of many faces: one step of the journal. */
  'faces.acceptMany': startsJob(acceptManySchema),
  /** Looks for the faces of photos in which nobody has said where they are; of one source, by its folder, or of all. */
  'faces.find': startsJob(z.object({ source: path.optional() }).strict()),
  /** Looks for faces that nearly repeat each other; what is found is kept in the project. */
  'faces.findRepeats': startsJob(none),
  /** Undoes or does again what the next two refuse as `step-is-large` or `step-is-import`. */
  'journal.again': startsJob(stepAgainSchema),
  /** A stretch of the Library's grid. */
  'library.window': answering<LibraryWindow>()(faceWindowSchema),
  /** Ids in the Library's order: for a selection, and for walking through it. */
  'library.ids': answering<{ readonly ids: readonly number[] }>()(faceIdsSchema),
  'library.position': answering<FacePosition>()(facePositionSchema),
  'library.facets': answering<LibraryFacets>()(facetsSchema),
  'faces.get': answering<readonly FaceView[]>()(someFacesSchema),
  /** The faces of the photo that a face is of, in their order; those that are deleted are left out. */
  'faces.ofPhoto': answering<{ readonly ids: readonly number[] }>()(oneFaceSchema),
  /** One step of the journal; null when nothing changed. */
  'faces.edit': answering<JournalEntry | null>()(faceEditsSchema),
  /** Another face of the photo that a face is of, with the box that was drawn; a step of the journal. */
  'faces.add': answering<JournalEntry>()(z.object({ besideFaceId: faceIdSchema, box: boxSchema }).strict()),
  /** Gives a face the labels of its label file back. */
  'faces.restore': answering<JournalEntry | null>()(oneFaceSchema),
  'faces.history': answering<readonly HistoryEntry[]>()(oneFaceSchema),
  /** What a run's stored prediction says of a face, else its newest evaluation; null when neither has it. */
  'faces.suggestion': answering<FaceSuggestion | null>()(
    z.object({ faceId: faceIdSchema, run: runName }).strict(),
  ),
  /** Small pictures for a grid, many at once. */
  'pictures.thumbnails': answering<Thumbnails>()(thumbnailsSchema),
  'journal.undo': answering<JournalEntry | null>()(none),
  'journal.redo': answering<JournalEntry | null>()(none),
  /** What an import would find, before a project is made for it. */
  'datasets.inspect': answering<{ readonly format: ImportFormat }>()(z.object({ path }).strict()),
  /** What the project would make of label files: a job, since they are read whole. */
  'datasets.preview': startsJob(readLabelsSchema),
  'datasets.import': startsJob(readLabelsSchema),
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
  'datasets.export': startsJob(exportLabelsSchema),
  'runs.list': answering<readonly RunSummary[]>()(none),
  /** With its checkpoints, evaluations and stored predictions. Labels stay, and a study's run goes with its study. */
  'runs.delete': answering<DeletedRun>()(trainedRunSchema),
  /** What deleting it would free. */
  'runs.kept': answering<KeptOfRun>()(trainedRunSchema),
  'runs.train': startsJob(trainSchema),
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
        formats: z.array(z.enum(outputFormats)).min(1),
        /** Default: as the run was taught, see `facesAreFor`. */
        facesAre: facesAreSchema.optional(),
        /** The part of the photos that is predicted on: `index` from 1. */
        shard: shardSchema.default({ index: 1, count: 1 }),
        /** Waits for more photos until it is cancelled, looking so often. */
        watchSeconds: z.number().min(0.05).max(3600).nullable().default(null),
        /** Replaces what the output folder holds instead of going on with it. */
        restart: z.boolean().default(false),
        /** Photos become faces of the project, of this split, with what was predicted as suggestions. */
        addToProject: z
          .object({ split: z.string().trim().min(1).max(100) })
          .strict()
          .nullable()
          .default(null),
      })
      .strict(),
  ),
  /** Joins what `runs.predict` wrote for parts of a folder. No project is needed for it. */
  'predictions.merge': startsJob(
    z
      .object({
        from: z.array(path).min(1).max(10_000),
        output: path,
        formats: z.array(z.enum(outputFormats)).min(1),
        restart: z.boolean().default(false),
      })
      .strict(),
  ),
  /** Predicts on the project's own faces and stores what the run says of each: suggestions, contradictions. */
  'runs.suggest': startsJob(z.object({ run: runName, checkpoint: z.enum(['newest', 'best']) }).strict()),
  /** What decides what a run comes to, and whether the project's faces are still what it was trained on. */
  'runs.fingerprint': answering<FingerprintView>()(trainedRunSchema),
  /** Trains a run again, by the same configuration, seed and faces, and says how close it came. */
  'runs.reproduce': startsJob(reproduceSchema),
  /** Many runs as one job, each kept as a run of the project: the newest study first. */
  'trials.list': answering<readonly StudyView[]>()(none),
  /** Trains sets of heads under equal conditions, to see what they give each other. */
  'trials.ablate': startsJob(ablateSchema),
  /** Looks for settings in a declared space, by successive halving. */
  'trials.search': startsJob(searchSchema),
  /** Goes on with a study that was stopped, or whose process died. */
  'trials.resume': startsJob(resumeStudySchema),
  /** With the runs of its trials. */
  'trials.delete': answering<DeletedStudy>()(oneStudySchema),
  'trials.kept': answering<KeptOfStudy>()(oneStudySchema),
  /** A page about a run's newest evaluation; `pictures` are files shown on it. */
  'runs.report': startsJob(z.object({ run: runName, file: path, pictures: z.array(path) }).strict()),
  /** A run's network for other tools: a folder with the model, how to feed it, and its card. */
  'models.export': startsJob(exportModelSchema),
  /** Doubts every training face's label by a network that has not learnt from it: an evaluation of the run. */
  'labels.check': startsJob(labelCheckSchema),
  /** Chooses which faces to label next, kept as the project's queue. */
  'labels.next': startsJob(labelNextSchema),
  /** The newest evaluation of a run on each split, the last made first. */
  'inspect.evaluations': answering<readonly EvaluationView[]>()(z.object({ run: runName }).strict()),
  /** Everything that is shown of one head of an evaluation. */
  'inspect.head': answering<HeadInsightView>()(evaluatedHeadSchema),
  /** A stretch of the faces that a head got wrong, the worst first. */
  'inspect.mistakes': answering<Mistakes>()(mistakesSchema),
  /** Sets of predictions on photos, kept in the project: the newest first. */
  'predictions.list': answering<readonly PredictionSetSummary[]>()(none),
  /** A set that waits for `predictions.run`; photos that a browser has uploaded move into it. */
  'predictions.create': answering<PredictionSetSummary>()(createSetSchema),
  /** Predicts on the photos that have not been looked at: begins, or goes on where it was stopped. */
  'predictions.run': startsJob(oneSetSchema),
  'predictions.delete': answering<null>()(oneSetSchema),
  /** A stretch of a set's grid. */
  'predictions.window': answering<PredictionWindow>()(predictionWindowSchema),
  'predictions.facets': answering<PredictionFacets>()(predictionFacetsSchema),
  'predictions.photo': answering<PredictedPhotoDetails>()(predictedPhotoSchema),
  /** Photos and folders that could not be read, and why. */
  'predictions.problems': answering<PredictionProblems>()(predictionProblemsSchema),
  'predictions.save': startsJob(saveSetSchema),
  /** Photos become faces of the project without labels, with what was predicted as suggestions. */
  'predictions.add': startsJob(addSetSchema),
  /** What the project can train: presets with their heads, each with its labels and a constant's floor. */
  'training.plan': answering<TrainingPlan>()(none),
  'training.heldOut': answering<HeldOutCounts>()(heldOutSchema),
  'training.preview': answering<AugmentationPreview>()(previewSchema),
  /** How a run went, whole; events tell how it goes on. */
  'training.history': answering<RunHistory>()(trainedRunSchema),
  'training.live': answering<readonly LiveTraining[]>()(none),
  /** Stops it at the next batch with a checkpoint, to go on from with `runs.train` and `resume`. */
  'training.pause': answering<{ readonly pausing: boolean }>()(trainedRunSchema),
  /** Ends a run for good, at the next batch where it is at work; its checkpoints stay. */
  'training.stop': answering<{ readonly stopping: boolean }>()(trainedRunSchema),
  /** Sets TensorFlow up where it can be; `retry` also after a failure that is remembered. */
  'system.prepare': startsJob(z.object({ retry: z.boolean() }).strict()),
  /** Whether TensorFlow is there, and how it would be fetched. */
  'system.tensorFlow': answering<TensorFlowOffer>()(none),
  'system.examine': startsJob(none),
  /** Measures on an MTFL folder or zip. */
  'system.bench': startsJob(z.object({ data: path }).strict()),
  /** For whoever comes while jobs run, or has missed how one ended. */
  'jobs.list': answering<JobList>()(none),
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
  readonly 'template.changeMany': StepReport;
  readonly 'imports.undo': StepReport;
  readonly 'imports.redo': StepReport;
  readonly 'faces.editMany': StepReport;
  readonly 'faces.acceptMany': StepReport;
  readonly 'faces.find': FindReport;
  readonly 'faces.findRepeats': RepeatsReport;
  readonly 'journal.again': StepReport;
  readonly 'datasets.preview': LabelsPreview;
  readonly 'datasets.import': ImportReport;
  readonly 'datasets.draw': DrawReport;
  readonly 'datasets.export': ExportReport;
  readonly 'runs.train': TrainReport;
  readonly 'runs.evaluate': EvaluateReport;
  readonly 'runs.predict': PredictReport;
  readonly 'runs.suggest': SuggestReport;
  readonly 'runs.report': PageReport;
  readonly 'runs.reproduce': ReproduceReport;
  readonly 'trials.ablate': StudyView;
  readonly 'trials.search': StudyView;
  readonly 'trials.resume': StudyView;
  readonly 'labels.check': LabelCheckReport;
  readonly 'labels.next': LabelNextReport;
  readonly 'models.export': ExportedModel;
  readonly 'predictions.merge': MergeReport;
  readonly 'predictions.run': PredictionReport;
  readonly 'predictions.save': SavedPredictions;
  readonly 'predictions.add': AddedPredictions;
  readonly 'system.prepare': DoctorReport['tensorflow'];
  readonly 'system.examine': DoctorReport;
  readonly 'system.bench': BenchReport;
}
export type JobChannel = keyof JobResults;
