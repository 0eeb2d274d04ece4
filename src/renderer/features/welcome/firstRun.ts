import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { JobChannel, JobResults, Params } from '@shared/contract/channels';
import { demo, demoSteps, demoTraining } from '@shared/learning/demo';
import type { Failure } from '@shared/result';
import { studio } from '../../api/studioClient';
import { useHost } from '../../stores/host';
import { useJobs } from '../../stores/jobs';
import { useProject } from '../../stores/project';
import { beginning, stepOfPhase, type FirstRun, type FirstRunStep } from './firstRunSteps';
import { joinedPath } from './joinedPath';

const seed = 1;
/** What is in the way in a folder that an earlier try has left. */
const inTheWay = ['folder-not-empty', 'drawn-set-incomplete'];
const mostFolders = 9;

/** Where the first run works, and with how many faces. */
export interface FirstRunWish {
  readonly folder: string;
  readonly faces: number;
  /** Whether another folder beside it will do where that one is taken. */
  readonly anyFolder: boolean;
}

/** Carried through the steps: how one ended before its end. */
class Ended {
  constructor(readonly failure: Failure | null) {}
}

/**
 * Whoever has no data gets from one click to a trained model: faces are drawn, imported and trained on, the run is
 * evaluated and its suggestions are computed. What an earlier first run has left whole is used again. The training's
 * job does the last three by itself, so that the window may be closed.
 */
export const useFirstRun = defineStore('firstRun', () => {
  const jobs = useJobs();
  const host = useHost();
  const project = useProject();
  const flow = shallowRef<FirstRun | null>(null);
  const wish = shallowRef<FirstRunWish | null>(null);
  const faces = ref(demo.faces as number);

  const progress = computed(() => {
    const now = flow.value;
    return now?.kind === 'running' && now.jobId !== null ? (jobs.byId[now.jobId]?.progress ?? null) : null;
  });
  const step = computed<FirstRunStep>(() => {
    const now = flow.value;
    if (now === null || now.kind === 'done') return 'prepare';
    return stepOfPhase(now.step, progress.value?.phase ?? null);
  });

  /** `opened` is called as soon as there is a project to look at. */
  async function begin(wished: FirstRunWish, opened: () => void): Promise<void> {
    wish.value = wished;
    try {
      const tensorflow = await job('prepare', 'system.prepare', { retry: false });
      const folder = await drawn(wished);
      await open(joinedPath(folder, 'project'));
      opened();
      await job('import', 'datasets.import', { path: joinedPath(folder, 'faces') });
      await project.refresh();
      const training = project.summary?.splits['training'] ?? 0;
      const run = await trained(demoSteps(training, tensorflow.installed ? 'tensorflow' : 'wasm'));
      flow.value = { kind: 'done', run };
    } catch (thrown) {
      if (!(thrown instanceof Ended)) throw thrown;
      const at = step.value;
      flow.value = thrown.failure
        ? { kind: 'failed', step: at, failure: thrown.failure }
        : { kind: 'stopped', step: at };
    }
  }

  async function drawn({ folder, faces: count, anyFolder }: FirstRunWish): Promise<string> {
    for (let number = 1; ; number += 1) {
      const place = number === 1 ? folder : `${folder}-${number}`;
      try {
        await job('draw', 'datasets.draw', { folder: joinedPath(place, 'faces'), count, seed });
        return place;
      } catch (thrown) {
        const code = thrown instanceof Ended ? thrown.failure?.code : undefined;
        if (!anyFolder || number >= mostFolders || !inTheWay.includes(code ?? '')) throw thrown;
      }
    }
  }

  async function open(folder: string): Promise<void> {
    flow.value = beginning('import');
    const failure = await project.open(folder, 'create');
    void host.askRecent();
    if (failure) throw new Ended(failure);
  }

  /** Answers the run's name; goes on with the one of an earlier first run, or takes it as it is. */
  async function trained(steps: number): Promise<string> {
    const wishes = demoTraining(steps);
    await project.refreshRuns();
    const earlier = project.runs.find((run) => run.name === wishes.name);
    if (earlier?.state === 'finished' && earlier.globalStep >= steps) return wishes.name;
    const afterwards: Params<'runs.train'>['afterwards'] = ['evaluate', 'suggest'];
    const { run } = await job(
      'train',
      'runs.train',
      earlier ? { name: wishes.name, resume: true, steps, afterwards } : { ...wishes, afterwards },
    );
    return run;
  }

  async function job<Name extends JobChannel>(
    at: FirstRunStep,
    channel: Name,
    params: Params<Name>,
  ): Promise<JobResults[Name]> {
    flow.value = beginning(at);
    const end = await jobs.start(channel, params, (jobId) => {
      const now = flow.value;
      if (now?.kind === 'running') flow.value = { ...now, jobId };
    });
    if (end.outcome === 'done' && end.result !== undefined) return end.result;
    throw new Ended(end.outcome === 'failed' ? (end.error ?? null) : null);
  }

  /** Where a person's own files are, when the window may know; '' when it may not. */
  async function suggestedFolder(): Promise<string> {
    if (host.description?.folders !== true) return '';
    const answer = await studio().request('host.listFolder', { path: null });
    return 'ok' in answer ? joinedPath(answer.ok.path, 'facet-drawn-faces') : '';
  }

  function stop(): void {
    const now = flow.value;
    if (now?.kind !== 'running' || now.jobId === null) return;
    jobs.cancel(now.jobId);
    flow.value = { ...now, stopping: true };
  }

  function dismiss(): void {
    if (flow.value?.kind !== 'running') flow.value = null;
  }

  return { flow, wish, faces, step, progress, begin, stop, dismiss, suggestedFolder };
});
