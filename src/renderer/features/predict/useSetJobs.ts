import { useI18n } from 'vue-i18n';
import type { PredictionFilter, PredictionSetSummary } from '@shared/contract/predictions';
import { studio } from '../../api/studioClient';
import { useNames } from '../../i18n/names';
import { useChosenRun } from '../../stores/chosenRun';
import { useImports } from '../../stores/imports';
import { useJobs } from '../../stores/jobs';
import { useNotices } from '../../stores/notices';
import { usePredictions } from './store';

/** The jobs on a set, and what is said when they end. */
export function useSetJobs() {
  const { t, n } = useI18n();
  const { splitName } = useNames();
  const jobs = useJobs();
  const notices = useNotices();
  const predictions = usePredictions();
  const chosenRun = useChosenRun();
  const imports = useImports();

  /** Begins, or goes on. */
  async function run(set: Pick<PredictionSetSummary, 'id' | 'name'>): Promise<void> {
    const end = await jobs.start('predictions.run', { set: set.id });
    await predictions.refreshSets();
    if (end.outcome === 'failed' && end.error) {
      notices.failed(t('predict.runFailed', { name: set.name }), end.error);
    }
    if (end.outcome === 'done' && end.result) {
      const { faces, failed } = end.result;
      const done = t('predict.runDone', { name: set.name, count: n(faces) }, faces);
      notices.done(
        failed === 0 ? done : `${done}, ${t('predict.failedCount', { count: n(failed) }, failed)}`,
      );
    }
  }

  async function add(
    set: PredictionSetSummary,
    wishes: { readonly split: string; readonly filter: PredictionFilter },
  ): Promise<void> {
    const end = await jobs.start('predictions.add', { set: set.id, ...wishes });
    await predictions.refreshSets();
    if (end.outcome === 'failed' && end.error) notices.failed(t('predict.add.failed'), end.error);
    if (!end.result) return;
    // Annotate suggests by the run that predicted, at once.
    chosenRun.choose(set.run);
    const { added, known, elsewhere, split, problems } = end.result;
    const parts = [
      t('predict.add.done', { count: n(added), split: splitName(split) }, added),
      known > 0 ? t('predict.add.known', { count: n(known) }, known) : null,
      elsewhere > 0 ? t('predict.add.elsewhere', { count: n(elsewhere) }, elsewhere) : null,
      problems.length > 0 ? t('predict.add.left', { count: n(problems.length) }, problems.length) : null,
    ];
    const undo = { label: t('command.undo'), run: () => void takeBack(set) };
    notices.done(parts.filter(Boolean).join(', '), added > 0 ? undo : null);
  }

  /** Asks first: the faces may have been worked on since. */
  async function takeBack({ id }: Pick<PredictionSetSummary, 'id'>): Promise<void> {
    const answer = await studio().request('imports.list', {});
    if ('error' in answer) {
      notices.failed(t('predict.add.takeBackFailed'), answer.error);
      return;
    }
    const importId = predictions.sets?.find((set) => set.id === id)?.importId ?? null;
    const asked = answer.ok.find((record) => record.id === importId);
    if (asked) imports.ask(asked);
  }

  return { run, add, takeBack };
}
