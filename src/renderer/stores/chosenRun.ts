import { defineStore } from 'pinia';
import { computed } from 'vue';
import type { EndOf } from '@shared/contract/client';
import { useJobs } from './jobs';
import { useProject } from './project';
import { remembered } from './remembered';
import { runToSuggest } from './runLists';

/** The run whose stored predictions are shown: suggestions, contradictions, orders by error. One a project. */
export const useChosenRun = defineStore('chosenRun', () => {
  const project = useProject();
  const jobs = useJobs();
  const chosen = remembered<Readonly<Record<string, string>>>('chosen-runs', (kept) =>
    typeof kept === 'object' && kept !== null ? (kept as Record<string, string>) : {},
  );
  const folder = computed(() => project.summary?.folder ?? '');

  /** The one that was chosen, else the newest that has predicted or can; null while there is none. */
  const name = computed(() => {
    const names = project.runs.map((run) => run.name);
    const wished = chosen.value[folder.value];
    return wished !== undefined && names.includes(wished)
      ? wished
      : (runToSuggest(project.runs)?.name ?? null);
  });

  function choose(run: string): void {
    chosen.value = { ...chosen.value, [folder.value]: run };
  }

  /** Being computed here or in another window. */
  const computing = computed(() => jobs.running.some(({ channel }) => channel === 'runs.suggest'));
  /** Lets the run predict on every face; null while there is none. */
  async function compute(): Promise<EndOf<'runs.suggest'> | null> {
    return name.value === null ? null : jobs.start('runs.suggest', { run: name.value, checkpoint: 'newest' });
  }

  return { name, choose, computing, compute };
});
