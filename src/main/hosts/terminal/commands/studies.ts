import { z } from 'zod';
import type { StudyView } from '@shared/contract/trials';
import { ablationTable } from '@shared/trials/ablationTable';
import { fail } from '@shared/result';
import { presetNames, type PresetName } from '@shared/learning/presets';
import type { CommandOutput, TerminalCommand } from '../command';
import { optionOf, parseOptions } from '../options';
import type { Session } from '../session';
import { shellWord } from '../shellWord';
import { studyText } from '../studyText';
import { table } from '../table';

/** What both kinds of studies take: where they are, and what all trials have in common. */
export const studyOptions = {
  project: z.string().min(1, 'name a folder'),
  name: z.string().optional(),
  resume: z.boolean().default(false),
  despiteChanges: z.boolean().default(false),
  preset: z.enum(presetNames).optional(),
  steps: z.number().optional(),
  epochs: z.number().optional(),
  batch: z.number().optional(),
  inputSize: z.number().optional(),
  validation: z.number().optional(),
};

interface CommonOptions {
  readonly preset?: PresetName | undefined;
  readonly steps?: number | undefined;
  readonly epochs?: number | undefined;
  readonly batch?: number | undefined;
  readonly inputSize?: number | undefined;
  readonly validation?: number | undefined;
}

export function settingsOf({ preset, steps, epochs, batch, inputSize, validation }: CommonOptions) {
  const wished = {
    preset,
    steps,
    epochs,
    batchSize: batch,
    inputSizePx: inputSize,
    validationFraction: validation,
  };
  return Object.fromEntries(Object.entries(wished).filter(([, value]) => value !== undefined));
}

type Listener = NonNullable<Parameters<Session['run']>[2]>;
type Partly = (study: StudyView) => CommandOutput;

interface StudyCommand {
  readonly options: {
    readonly project: string;
    readonly name?: string | undefined;
    readonly resume: boolean;
    readonly despiteChanges: boolean;
  };
  readonly kind: 'ablation' | 'search';
  /** Starts the job of a new one. */
  readonly begin: (listener: Listener, partly: Partly) => Promise<StudyView>;
}

/** What says which study is gone on with, and in spite of what. */
const ofResuming: ReadonlySet<string> = new Set(['project', 'name', 'resume', 'despiteChanges']);

/** Whatever else is asked of a study that is gone on with would be passed over. Fails with `resume-changes`. */
function requireOnlyResuming(options: object): void {
  const given = Object.entries(options).flatMap(([option, value]) =>
    value === undefined || ofResuming.has(option) ? [] : [optionOf(option)],
  );
  if (given.length === 0) return;
  fail(
    'resume-changes',
    `A study that is gone on with stays what it is: leave out ${given.join(', ')}, or begin a new study without --resume.`,
    { options: given },
  );
}

/** Begins a study, or goes on with one; a line for each training stays on the screen. */
export async function studyJob(
  session: Session,
  { options, kind, begin }: StudyCommand,
): Promise<CommandOutput> {
  const { project, name, resume, despiteChanges } = options;
  if (resume) requireOnlyResuming(options);
  await session.ask('project.open', { folder: project, mode: 'write' });
  const listener: Listener = (event) => {
    if (event.name === 'training.started')
      session.note(`Training “${event.payload.run}” on ${event.payload.device}.`);
  };
  const partly: Partly = (study) => ({
    json: studyJson(study),
    text: [studyText(study), toGoOn(study, project)].join('\n'),
  });
  if (!resume) return outputOf(await begin(listener, partly));
  const wishes = { study: name ?? (await newestUnfinished(session, kind)), despiteChanges };
  return outputOf(await session.run('trials.resume', wishes, listener, partly));
}

function outputOf(study: StudyView): CommandOutput {
  return { json: studyJson(study), text: studyText(study) };
}

function toGoOn({ plan, name }: StudyView, project: string): string {
  const command = plan.kind === 'ablation' ? 'ablate' : 'search';
  return `To go on: facet ${command} --project ${shellWord(project)} --name ${shellWord(name)} --resume`;
}

async function newestUnfinished(session: Session, kind: 'ablation' | 'search'): Promise<string> {
  const studies = await session.ask('trials.list', {});
  const found = studies.find(({ plan, over }) => plan.kind === kind && !over);
  return (
    found?.name ??
    fail('nothing-to-resume', `The project has no ${kind} that is not over; begin one without --resume.`)
  );
}

const listSchema = z.object({ project: z.string().min(1, 'name a folder'), name: z.string().optional() });

export function studiesCommand(_words: readonly string[], options: unknown): TerminalCommand {
  const { project, name } = parseOptions(listSchema, options);
  return async (session) => {
    await session.ask('project.open', { folder: project, mode: 'read' });
    const studies = await session.ask('trials.list', {});
    if (name === undefined)
      return { json: { studies: studies.map(studyJson) }, text: listText(studies, project) };
    const study = studies.find((known) => known.name.toLowerCase() === name.toLowerCase());
    if (!study)
      return fail(
        'study-unknown',
        `The project has no study “${name}”. There are: ${studies.map((known) => known.name).join(', ') || 'none'}.`,
      );
    return { json: studyJson(study), text: studyText(study) };
  };
}

/** An ablation with its table: a program need not make it anew. */
export function studyJson(study: StudyView): object {
  const { plan, trials } = study;
  return plan.kind === 'ablation' ? { ...study, table: ablationTable(plan, trials) } : study;
}

function listText(studies: readonly StudyView[], project: string): string {
  if (studies.length === 0) return `No study yet. Next: facet ablate --project ${shellWord(project)}`;
  const rows = studies.map(({ name, plan, trials, over }) => [
    name,
    plan.kind,
    `${trials.filter(({ state }) => state !== 'waiting').length} of ${trials.length}`,
    over ? 'over' : 'not over',
  ]);
  return table(['study', 'kind', 'trials', 'state'], rows);
}
