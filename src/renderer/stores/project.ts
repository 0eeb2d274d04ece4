import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { StudioEvent } from '@shared/contract/events';
import type { ProjectSummary, RunSummary } from '@shared/contract/reports';
import type { Template } from '@shared/domain/template';
import type { EngineDescription } from '@shared/learning/results';
import type { Failure } from '@shared/result';
import { studio } from '../api/studioClient';
import { throttled } from './throttled';

/** Runs that are validated often are listed anew no more often than this. */
const runsEveryMs = 1_000;

/** Whether a project is open. `asking`: the window has just opened and does not know yet. */
export type ProjectState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'none'; readonly failure: Failure | null }
  | { readonly kind: 'opening'; readonly folder: string }
  | { readonly kind: 'open'; readonly summary: ProjectSummary; readonly template: Template };

/** The open project as the studio last told it; nothing is kept twice. */
export const useProject = defineStore('project', () => {
  const state = ref<ProjectState>({ kind: 'asking' });
  const runs = shallowRef<readonly RunSummary[]>([]);
  const engine = shallowRef<EngineDescription | null>(null);

  const summary = computed(() => (state.value.kind === 'open' ? state.value.summary : null));
  const template = computed(() => (state.value.kind === 'open' ? state.value.template : null));
  const name = computed(() => (summary.value === null ? '' : folderName(summary.value.folder)));

  /** Finds out which project the studio has open. */
  async function ask(): Promise<void> {
    const template = studio().request('project.template', {});
    const answer = await studio().request('project.summary', {});
    if ('ok' in answer) await show(answer.ok, template);
    else state.value = { kind: 'none', failure: answer.error.code === 'no-project' ? null : answer.error };
  }

  /** `create` also makes a new project of an empty folder. Answers why it could not be opened. */
  async function open(folder: string, mode: 'create' | 'write'): Promise<Failure | null> {
    state.value = { kind: 'opening', folder };
    const answer = await studio().request('project.open', { folder, mode });
    if ('error' in answer) {
      state.value = { kind: 'none', failure: answer.error };
      return answer.error;
    }
    await show(answer.ok);
    return null;
  }

  async function show(
    opened: ProjectSummary,
    asked = studio().request('project.template', {}),
  ): Promise<void> {
    const template = await asked;
    if ('error' in template) {
      state.value = { kind: 'none', failure: template.error };
      return;
    }
    state.value = { kind: 'open', summary: opened, template: template.ok };
    await refreshRuns();
  }

  async function refresh(): Promise<void> {
    const answer = await studio().request('project.summary', {});
    if (!('ok' in answer) || state.value.kind !== 'open') return;
    // Another window may have opened another project meanwhile.
    if (answer.ok.folder !== state.value.summary.folder) await show(answer.ok);
    else state.value = { ...state.value, summary: answer.ok };
  }

  async function refreshTemplate(): Promise<void> {
    const answer = await studio().request('project.template', {});
    if ('ok' in answer && state.value.kind === 'open') state.value = { ...state.value, template: answer.ok };
  }

  async function refreshRuns(): Promise<void> {
    const answer = await studio().request('runs.list', {});
    if (!('ok' in answer)) return;
    runs.value = answer.ok;
    engine.value = answer.ok.findLast((run) => run.engine !== null)?.engine ?? engine.value;
  }

  const refreshRunsSoon = throttled(() => void refreshRuns(), runsEveryMs);

  /** To the choice of another project; this one stays open in the studio until another is. */
  function leave(): void {
    state.value = { kind: 'none', failure: null };
  }

  function follow(event: StudioEvent): void {
    if (event.name === 'faces.changed') void refresh();
    if (event.name === 'template.changed') void refreshTemplate();
    // A training keeps how far it is and what it scores at each validation; a run what it was evaluated to, and that it has predicted.
    if (
      event.name === 'training.validated' ||
      event.name === 'evaluations.changed' ||
      event.name === 'predictions.changed'
    ) {
      refreshRunsSoon();
    }
    if (event.name === 'job.end' || event.name === 'runs.deleted') {
      void refresh();
      void refreshRuns();
    }
  }

  return {
    ...{ state, summary, template, name, runs, engine },
    ...{ ask, open, leave, refresh, refreshTemplate, refreshRuns, follow },
  };
});

/** The last part of a folder's path, on either kind of system. */
export function folderName(folder: string): string {
  return folder.split(/[\\/]/).findLast((part) => part !== '') ?? folder;
}
