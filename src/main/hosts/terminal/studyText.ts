import type { StudyView } from '@shared/contract/trials';
import type { Duration } from '@shared/learning/configuration';
import { headlineOf, readingOf } from '@shared/learning/headline';
import type { Metrics } from '@shared/learning/results';
import { ablationTable, isGain, type AblationTable } from '@shared/trials/ablationTable';
import { betterObjective, objectiveFloor, relativeLoss } from '@shared/trials/objective';
import { rankedTrials, standingOf, type TrialStanding } from '@shared/trials/searchTable';
import type { Spread } from '@shared/trials/spread';
import type { AblationPlan, SearchPlan } from '@shared/trials/study';
import { counted } from './counted';
import { table } from './table';

type SearchTrialView = Extract<StudyView['trials'][number], { readonly kind: 'search' }>;

/** A study's table, with what it was trained on and for how long. */
export function studyText(study: StudyView): string {
  const { plan, trials, name, over, dataChanged, failure } = study;
  const trained = trials.filter(({ state }) => state !== 'waiting').length;
  return [
    `“${name}”: ${over ? 'over' : `${trained} of ${counted(trials.length, 'trial')} over`}, ${budgetText(study)}.`,
    plan.kind === 'ablation'
      ? ablationText(plan, ablationTable(plan, trials))
      : searchText(
          plan,
          trials.filter((trial): trial is SearchTrialView => trial.kind === 'search'),
          study.atWork?.trial ?? null,
        ),
    ...trials.flatMap((trial) => (trial.failure === null ? [] : [`${trial.run} failed: ${trial.failure}`])),
    ...(dataChanged
      ? ['Labels or files were changed on its way: not all of its trials are comparable.']
      : []),
    ...(failure === null ? [] : [`It ended before it was over: ${failure}`]),
  ].join('\n');
}

function budgetText({ data, trials }: StudyView): string {
  const { duration, validationFraction } = trials[0]!.configuration;
  const faces = data === null ? '' : ` of ${counted(data.faces, 'face')}`;
  return `${durationText(duration)} each at most, ${(validationFraction * 100).toFixed(0)} %${faces} held out for validation`;
}

export function durationText(duration: Duration): string {
  if ('steps' in duration) return counted(duration.steps, 'step');
  return `${Number(duration.epochs.toFixed(2))} ${duration.epochs === 1 ? 'epoch' : 'epochs'}`;
}

function ablationText(
  { seeds }: AblationPlan,
  { heads, metrics, floors, rows, gains }: AblationTable,
): string {
  const header = (head: string): string => (metrics[head] ? `${metrics[head]}/${head}` : head);
  const cell = (head: string, value: Spread | null | undefined, toAlone?: Spread | null): string => {
    if (!value) return '–';
    const metric = metrics[head]!;
    return spreadText(metric, value) + (toAlone ? ` (${differenceText(metric, toAlone)})` : '');
  };
  const main = table(
    ['heads', 'seeds', ...heads.map(header)],
    [
      ...rows.map(({ set, seeds: done, cells }) => [
        set.join(' + '),
        String(done),
        ...heads.map((head) => cell(head, cells[head]?.value, cells[head]?.toAlone)),
      ]),
      ...(heads.some((head) => floors[head])
        ? [[constant, '', ...heads.map((head) => cell(head, floors[head]))]]
        : []),
    ],
  );
  const given = gains.map(({ giver, to }) => [
    giver,
    ...heads.map((head) => (to[head] ? differenceText(metrics[head]!, to[head]) : '–')),
  ]);
  return [
    main,
    unitsText(heads.flatMap((head) => metrics[head] ?? [])),
    `Mean ± standard deviation over ${counted(seeds.length, 'seed')}; in brackets, the difference to the head trained alone, ` +
      'seed by seed. * for the better, ! for the worse, beyond chance (95 %).',
    ...(given.length === 0
      ? []
      : [
          'What a head (row) gives to another (column): with all heads, minus without it:',
          table(['head', ...heads.map(header)], given),
        ]),
  ].join('\n');
}

/** Shares in per cent. */
function spreadText(metric: string, { mean, deviation }: Spread): string {
  const scale = readingOf(metric).unit === 'plain' ? 1 : 100;
  const unit = scale === 100 ? ' %' : '';
  const spread = deviation === null ? '' : ` ± ${(deviation * scale).toFixed(2)}`;
  return `${(mean * scale).toFixed(2)}${spread}${unit}`;
}

function differenceText(metric: string, spread: Spread): string {
  const gain = isGain(metric, spread);
  const sign = spread.mean < 0 ? '−' : '+';
  const text = spreadText(metric, { ...spread, mean: Math.abs(spread.mean) });
  return `${sign}${text}${gain === null ? '' : gain ? '*' : '!'}`;
}

/** The row of what the best answer that is the same for all faces scores. */
const constant = 'a constant';

/** What a metric's numbers are shares of. */
function unitsText(metrics: readonly string[]): string {
  const of = { share: '% of the faces', 'eye-distance': '% of the distance between the eyes', plain: null };
  const units = [...new Set(metrics)].flatMap((metric) => {
    const unit = of[readingOf(metric).unit];
    return unit === null ? [] : [`${metric} in ${unit}`];
  });
  return ['On validation faces', ...units].join('; ') + '.';
}

const standings: Readonly<Record<TrialStanding, string>> = {
  atWork: 'at work',
  waiting: 'to come',
  judged: 'waits for the others',
  done: 'done',
  dropped: 'dropped',
  failed: 'failed',
};

function searchText(
  plan: SearchPlan,
  trials: readonly SearchTrialView[],
  trialAtWork: number | null,
): string {
  const settings = Object.keys(trials[0]?.settings ?? {});
  const ranked = rankedTrials(plan, trials);
  const last = ({ results }: Pick<SearchTrialView, 'results'>): Metrics => results.at(-1)?.metrics ?? {};
  const heads = (trials[0]?.configuration.heads ?? []).flatMap(({ name }) => {
    const headline = ranked.map((trial) => headlineOf(name, last(trial))).find((known) => known !== null);
    return headline ? [{ metric: headline.metric, key: `${headline.metric}/${name}` }] : [];
  });
  const valueText = (metric: string, value: number | undefined): string =>
    value === undefined ? '–' : spreadText(metric, { mean: value, deviation: null, count: 1 });
  const objectiveText = (value: number | null | undefined): string =>
    value === null || value === undefined
      ? '–'
      : plan.objective === relativeLoss
        ? value.toFixed(4)
        : valueText(plan.objective.split('/')[0]!, value);
  const rows = ranked.map((trial) => {
    const rung = plan.rungs[trial.results.length - 1];
    return [
      trial.rank === null ? '–' : String(trial.rank),
      trial.run,
      ...settings.map((setting) => settingText(trial.settings[setting])),
      rung ? durationText(rung.duration) : '–',
      objectiveText(trial.results.at(-1)?.objective),
      ...heads.map(({ metric, key }) => valueText(metric, last(trial)[key])),
      standings[standingOf(trial, trialAtWork)],
    ];
  });
  // The same for all trials, which hold the same faces out.
  const floors = ranked.find(({ results }) => results.length > 0)?.results.at(-1)?.floors;
  const floorRow = floors && [
    ...['', constant, ...settings.map(() => ''), ''],
    objectiveText(objectiveFloor(plan.objective, floors)),
    ...heads.map(({ metric, key }) => valueText(metric, floors[key])),
    '',
  ];
  const better = `${betterObjective(plan.objective)} is better`;
  const explained =
    plan.objective === relativeLoss
      ? `relative-loss: each head’s validation loss over a constant’s, mean over the heads; ${better}.`
      : `Compared by ${plan.objective}; ${better}.`;
  const header = [
    'rank',
    'run',
    ...settings,
    'trained',
    plan.objective,
    ...heads.map(({ key }) => key),
    'state',
  ];
  return [
    table(header, floorRow ? [...rows, floorRow] : rows),
    unitsText(heads.map(({ metric }) => metric)),
    explained,
  ].join('\n');
}

/** As the terminal's options have it: `gradnorm:alpha=1`, `cosine:warmupSteps=10`, `mirrored=yes,realigned=no`. */
export function settingText(value: unknown): string {
  if (value === undefined || value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map(settingText).join('…');
  if (typeof value !== 'object') return String(value as string | number);
  const { kind, ...parts } = value as Readonly<Record<string, unknown>>;
  const numbers = Object.entries(parts).map(([name, part]) => `${name}=${settingText(part)}`);
  if (typeof kind !== 'string') return numbers.join(',');
  return numbers.length === 0 ? kind : `${kind}:${numbers.join(',')}`;
}
