/** Studies: many runs as one job, to see what heads give each other, or to find settings. */
import { z } from 'zod';
import { setFamilies } from '../trials/headSets';
import type { Study, Trial } from '../trials/study';
import { trainSchema } from './training';

/** The runs are called by it and a number. */
const studyName = z.string().trim().min(1).max(80);
const study = z.object({ study: z.string().min(1).max(100) });

/** Of whole numbers that a study is asked for. */
export const studyBounds = {
  seeds: { least: 1, most: 100 },
  trials: { least: 2, most: 1000 },
  keepOneOf: { least: 2, most: 10 },
} as const;
const wholeIn = ({ least, most }: { readonly least: number; readonly most: number }) =>
  z.number().int().min(least).max(most);

/** What all trials have in common; whatever is left out is as the preset has it. Trials begin by chance. */
const commonSettings = trainSchema.omit({
  name: true,
  resume: true,
  startFrom: true,
  freezeTrunkEpochs: true,
  fineTuneRate: true,
  afterwards: true,
  seed: true,
});

export const ablateSchema = z
  .object({
    name: studyName.optional(),
    settings: commonSettings.omit({ heads: true }).default({}),
    /** The heads that are looked at; default: all that have labels. */
    heads: z.array(z.string().min(1)).min(1).optional(),
    /** Sets of heads, each as its heads or as a family of sets: see `headSets`. */
    sets: z
      .array(z.union([z.enum(setFamilies), z.array(z.string().min(1)).min(1)]))
      .min(1)
      .default(['alone', 'all', 'all-but-one']),
    /** Each set is trained with so many. */
    seeds: wholeIn(studyBounds.seeds).default(3),
    firstSeed: z.number().int().default(1),
  })
  .strict();

export const searchSchema = z
  .object({
    name: studyName.optional(),
    settings: commonSettings.default({}),
    /** By a setting's name: a list of choices, or `{ from, to, scale }`; see `readSearchSpace`. */
    space: z.record(z.string(), z.unknown()),
    trials: wholeIn(studyBounds.trials).default(9),
    /** One of so many trials goes on to the next budget. */
    keepOneOf: wholeIn(studyBounds.keepOneOf).default(3),
    /** `relative-loss`, or a metric's name such as `nme/landmarks`. */
    objective: z.string().min(1).max(200).default('relative-loss'),
    /** Of the draws, and of every training. */
    seed: z.number().int().default(1),
  })
  .strict();

export const oneStudySchema = study.strict();

export const resumeStudySchema = study
  .extend({
    /** Also where labels or files are others than those of the trials before. */
    despiteChanges: z.boolean().default(false),
  })
  .strict();

/** A study as it is shown; configurations stand with the trials' runs. */
export type StudyView = Omit<Study, 'template' | 'trials'> & {
  readonly trials: readonly TrialView[];
  /** What is being trained in this process; null when nothing is. */
  readonly atWork: { readonly jobId: string; readonly trial: number | null } | null;
  readonly over: boolean;
};

type ViewOf<Of> = Of extends Trial
  ? Omit<Of, 'configuration'> & {
      readonly configuration: Pick<
        Of['configuration'],
        'preset' | 'duration' | 'validationFraction' | 'seed'
      > & {
        readonly heads: readonly { readonly name: string }[];
      };
    }
  : never;
export type TrialView = ViewOf<Trial>;
