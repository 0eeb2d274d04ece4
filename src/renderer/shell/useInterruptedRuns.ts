import { watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useJobs } from '../stores/jobs';
import { useNotices } from '../stores/notices';
import { useProject } from '../stores/project';
import { remembered } from '../stores/remembered';

const mostAnswered = 50;

/**
 * Offers to go on with a training that ended with the studio: it was quit, or it crashed. Each interruption is
 * offered until a person has answered or the run is no longer interrupted, and not again. A study's trial goes on with its study, in Train.
 */
export function useInterruptedRuns(): void {
  const { t, n } = useI18n();
  const project = useProject();
  const notices = useNotices();
  const jobs = useJobs();
  const answered = remembered<readonly string[]>('answered-interruptions', (kept) =>
    Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [],
  );
  /** Notices by interruption. */
  const offered = new Map<string, { readonly run: string; readonly notice: number }>();

  watch(
    () => [project.summary?.folder, project.runs] as const,
    ([folder, runs]) => {
      const interrupted = runs.filter(({ state, study }) => state === 'interrupted' && study === null);
      for (const [interruption, { run: name, notice }] of offered) {
        if (interrupted.some((run) => run.name === name)) continue;
        notices.withdraw(notice);
        offered.delete(interruption);
      }
      const run = interrupted.at(-1);
      if (folder === undefined || run === undefined) return;
      const interruption = JSON.stringify([folder, run.name, run.globalStep]);
      if (offered.has(interruption) || answered.value.includes(interruption)) return;
      const notice = notices.offer(
        t('resume.title', { run: run.name, step: n(run.globalStep) }),
        { label: t('resume.action'), run: () => void goOn(run.name) },
        () => (answered.value = [...answered.value, interruption].slice(-mostAnswered)),
      );
      offered.set(interruption, { run: run.name, notice });
    },
  );

  async function goOn(name: string): Promise<void> {
    const end = await jobs.start('runs.train', { name, resume: true });
    if (end.error) notices.failed(t('resume.failed', { run: name }), end.error);
  }
}
