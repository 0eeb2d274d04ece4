import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { Params } from '@shared/contract/channels';
import type { StudioEvent } from '@shared/contract/events';
import type { LiveTraining, RunHistory, TrainingPlan } from '@shared/contract/training';
import { withStep } from '@shared/learning/byStep';
import { extendedCurve, lastStepOf, type StepLosses } from '@shared/learning/lossCurve';
import type { Failure } from '@shared/result';
import { studio } from '../../api/studioClient';
import { useJobs } from '../../stores/jobs';
import { useProject } from '../../stores/project';
import { newestRun } from '../../stores/runLists';
import { throttled } from '../../stores/throttled';

/** Charts are drawn anew no more often than this: what draws them may be a core that trains. */
const drawEveryMs = 1_500;

export interface EngineMemory {
  readonly residentBytes: number;
  readonly tensorBytes: number;
}

/** How a training that was started here has ended. */
export interface TrainingEnd {
  readonly failure: Failure | null;
  /** It has made a step. */
  readonly hasBegun: boolean;
}

/** Trainings as the studio tells them: the ones at work, the history of the run that is looked at. */
export const useTrain = defineStore('train', () => {
  const project = useProject();
  const jobs = useJobs();
  const live = shallowRef<readonly LiveTraining[]>([]);
  const plan = shallowRef<TrainingPlan | null>(null);
  const planFailure = shallowRef<Failure | null>(null);
  const chosen = ref<string | null>(null);
  const history = shallowRef<RunHistory | null>(null);
  const historyFailure = shallowRef<Failure | null>(null);
  const memory = shallowRef<EngineMemory | null>(null);
  /** The job of a training that this window has started and whose run is not known yet. */
  const starting = ref(false);
  let ownJob: string | null = null;
  let ownRun: string | null = null;
  /** Of the trainings since the last one was started here: those that have made a step. */
  let stepped: ReadonlySet<string> = new Set();
  let attended = false;
  let pending: StepLosses[] = [];
  let pendingRate: number | null = null;

  /** The chosen run, else the one at work, else the newest that is no study's; null while there is none. */
  const shown = computed(() => {
    const names = project.runs.map(({ name }) => name);
    if (chosen.value !== null && names.includes(chosen.value)) return chosen.value;
    // A study's trials come and go by themselves, and are not what a person has asked to look at.
    const isTrial = (name: string): boolean =>
      project.runs.some((run) => run.name === name && run.study !== null);
    const alive = live.value.findLast(({ run: name }) => names.includes(name) && !isTrial(name));
    return alive?.run ?? newestRun(project.runs)?.name ?? null;
  });
  const run = computed(() => project.runs.find(({ name }) => name === shown.value) ?? null);
  const liveShown = computed(() => live.value.find((training) => training.run === shown.value) ?? null);
  const progress = computed(() => {
    const training = liveShown.value;
    return training === null ? null : (jobs.byId[training.jobId]?.progress ?? null);
  });

  async function askPlan(): Promise<void> {
    const answer = await studio().request('training.plan', {});
    planFailure.value = 'error' in answer ? answer.error : null;
    if ('ok' in answer) plan.value = answer.ok;
  }

  async function askLive(): Promise<void> {
    const answer = await studio().request('training.live', {});
    if (!('ok' in answer)) return;
    live.value = answer.ok;
    const own = answer.ok.find(({ jobId }) => jobId === ownJob);
    if (!own) return;
    ownJob = null;
    ownRun = own.run;
    starting.value = false;
    await project.refreshRuns();
    choose(own.run);
  }

  async function askHistory(): Promise<void> {
    const name = shown.value;
    if (name === null) {
      history.value = null;
      return;
    }
    const answer = await studio().request('training.history', { run: name });
    // Somebody may have chosen another one meanwhile.
    if (shown.value !== name) return;
    historyFailure.value = 'error' in answer ? answer.error : null;
    if ('error' in answer) return;
    history.value = answer.ok;
    catchUp();
  }

  function choose(name: string | null): void {
    if (chosen.value === name) return;
    chosen.value = name;
  }

  /** Call when the shown run is another one: nothing of the one before may be seen under its name. */
  function changeHistory(): void {
    history.value = null;
    memory.value = null;
    pending = [];
    void askHistory();
  }

  const draw = throttled(catchUp, drawEveryMs);
  /** Brings the steps that were told meanwhile into the curve; asks for the whole where one is missing. */
  function catchUp(): void {
    const known = history.value;
    if (known === null || pending.length === 0) return;
    const last = lastStepOf(known.curve);
    const first = pending[0]!.globalStep;
    const steps = pending.filter(({ globalStep }) => globalStep > last);
    pending = [];
    if (first > last + 1) void askHistory();
    else {
      const curve = extendedCurve(known.curve, steps);
      history.value = { ...known, curve, learningRate: pendingRate ?? known.learningRate };
    }
  }

  function follow(event: StudioEvent): void {
    switch (event.name) {
      case 'training.changed':
        void askLive();
        void project.refreshRuns();
        if (attended && event.payload.run === shown.value) void askHistory();
        return;
      case 'training.started':
        // A run that goes on from an earlier step leaves what came after it.
        if (attended && event.payload.run === shown.value) void askHistory();
        void project.refreshRuns();
        return;
      case 'training.step':
        stepped = new Set([...stepped, event.payload.run]);
        if (!attended || event.payload.run !== shown.value) return;
        pending.push(...event.payload.steps);
        pendingRate = event.payload.learningRate;
        draw();
        return;
      case 'training.validated': {
        const known = history.value;
        const { run: of, globalStep, metrics, best, stopped } = event.payload;
        if (!attended || known?.run !== of) return;
        const pass = { globalStep, metrics, best, stopped };
        history.value = { ...known, validations: withStep(known.validations, pass) };
        return;
      }
      case 'training.gradients': {
        const known = history.value;
        const { run: of, sample } = event.payload;
        if (!attended || known?.run !== of) return;
        history.value = { ...known, gradients: withStep(known.gradients, sample) };
        return;
      }
      case 'training.memory':
        if (event.payload.run === shown.value) memory.value = event.payload;
        return;
      case 'faces.changed':
      case 'template.changed':
        if (attended) refreshPlan();
        else plan.value = null;
        return;
      case 'project.opened':
        chosen.value = null;
        plan.value = null;
        history.value = null;
        void askLive();
        if (attended) void askPlan();
    }
  }
  const refreshPlan = throttled(() => void askPlan(), 2_000);

  /** After the connection was lost, whatever was told meanwhile has to be asked. */
  function askAll(): void {
    void askLive();
    void project.refreshRuns();
    if (!attended) return;
    void askHistory();
    void askPlan();
  }

  function attend(): void {
    attended = true;
    void askLive();
    if (plan.value === null) void askPlan();
    changeHistory();
  }
  function unattend(): void {
    attended = false;
    pending = [];
  }

  /** Of a job that this window has started: goes to its run once that is known. */
  function expect(jobId: string): void {
    ownJob = jobId;
    void askLive();
  }

  /** Answers how it ended, with no failure when it has run, or was paused or stopped. */
  async function start(wishes: Params<'runs.train'>): Promise<TrainingEnd> {
    starting.value = true;
    ownRun = null;
    stepped = new Set();
    const end = await jobs.start('runs.train', wishes, expect);
    starting.value = false;
    ownJob = null;
    const failure = end.outcome === 'failed' ? (end.error ?? null) : null;
    return { failure, hasBegun: ownRun !== null && stepped.has(ownRun) };
  }

  function resume(name: string): Promise<TrainingEnd> {
    choose(name);
    return start({ name, resume: true });
  }

  async function pause(name: string): Promise<Failure | null> {
    const answer = await studio().request('training.pause', { run: name });
    return 'error' in answer ? answer.error : null;
  }

  async function stop(name: string): Promise<Failure | null> {
    const answer = await studio().request('training.stop', { run: name });
    return 'error' in answer ? answer.error : null;
  }

  /** Answers why it could not be deleted; null when it is gone. */
  async function remove(name: string): Promise<Failure | null> {
    const answer = await studio().request('runs.delete', { run: name });
    await project.refreshRuns();
    return 'error' in answer ? answer.error : null;
  }

  return {
    ...{
      live,
      plan,
      planFailure,
      shown,
      run,
      liveShown,
      progress,
      history,
      historyFailure,
      memory,
      starting,
    },
    ...{ askPlan, askHistory, choose, changeHistory, follow, askAll, attend, unattend },
    ...{ start, expect, resume, pause, stop, remove },
  };
});
