import type { StudyView } from '@shared/contract/trials';
import type { Duration } from '@shared/learning/configuration';
import { readingOf } from '@shared/learning/headline';
import { ablationTable, isGain, type AblationTable } from '@shared/trials/ablationTable';
import { betterObjective, relativeLoss } from '@shared/trials/objective';
import { rankedTrials } from '@shared/trials/searchTable';
import type { Spread } from '@shared/trials/spread';
import type { AblationPlan, SearchPlan, SettingValue } from '@shared/trials/study';
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

function ablationText({ seeds }: AblationPlan, { heads, metrics, rows, gains }: AblationTable): string {
  const header = (head: string): string => (metrics[head] ? `${metrics[head]}/${head}` : head);
  const cell = (head: string, value: Spread | null | undefined, toAlone?: Spread | null): string => {
    if (!value) return '–';
    const metric = metrics[head]!;
    return spreadText(metric, value) + (toAlone ? ` (${differenceText(metric, toAlone)})` : '');
  };
  const main = table(
    ['heads', 'seeds', ...heads.map(header)],
    rows.map(({ set, seeds: done, cells }) => [
      set.join(' + '),
      String(done),
      ...heads.map((head) => cell(head, cells[head]?.value, cells[head]?.toAlone)),
    ]),
  );
  const given = gains.map(({ giver, to }) => [
    giver,
    ...heads.map((head) => (to[head] ? differenceText(metrics[head]!, to[head]) : '–')),
  ]);
  return [
    main,
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

function searchText(plan: SearchPlan, trials: readonly SearchTrialView[]): string {
  const settings = Object.keys(trials[0]?.settings ?? {});
  const rows = rankedTrials(plan, trials).map((trial) => {
    const last = trial.results.at(-1);
    const rung = plan.rungs[trial.results.length - 1];
    return [
      trial.rank === null ? '–' : String(trial.rank),
      trial.run,
      ...settings.map((setting) => settingText(trial.settings[setting])),
      rung ? durationText(rung.duration) : '–',
      last?.objective?.toFixed(4) ?? '–',
      trial.state,
    ];
  });
  const explained =
    plan.objective === relativeLoss
      ? 'relative-loss: each head’s validation loss over a constant’s, mean over the heads; lower is better.'
      : `${plan.objective} on the validation faces; ${betterObjective(plan.objective)} is better.`;
  return [table(['rank', 'run', ...settings, 'trained', plan.objective, 'state'], rows), explained].join(
    '\n',
  );
}

export function settingText(value: SettingValue | undefined): string {
  if (value === undefined || value === null) return 'none';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
