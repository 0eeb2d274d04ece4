import { computed, onUnmounted, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { Params } from '@shared/contract/channels';
import type { TemplateUsage } from '@shared/contract/template';
import type { TemplateChange, ValueMoves } from '@shared/domain/templateChange';
import type { Failure, Result } from '@shared/result';
import { studio } from '../../api/studioClient';
import { useStepNotes } from '../../shell/useStepNotes';
import { useJobs } from '../../stores/jobs';
import { useNotices } from '../../stores/notices';
import { useProject } from '../../stores/project';
import { throttled } from '../../stores/throttled';
import { expectedTemplate } from './expectedTemplate';

const refreshEveryMs = 400;

/** What the project labels, how much of it says what, and how it is changed: each change a step of the journal. */
export function useTemplate() {
  const { t } = useI18n();
  const project = useProject();
  const notices = useNotices();
  const stepNotes = useStepNotes();
  const jobs = useJobs();
  const usage = shallowRef<TemplateUsage | null>(null);
  const failure = shallowRef<Failure | null>(null);
  /** Changes on their way to the studio. The next one is made of what they leave, so that it takes none of them back. */
  const underway = shallowRef<readonly TemplateChange[]>([]);
  const template = computed(() => project.template && expectedTemplate(project.template, underway.value));
  let sent: Promise<unknown> = Promise.resolve();

  async function refresh(): Promise<void> {
    const answer = await studio().request('template.usage', {});
    if ('error' in answer) failure.value = answer.error;
    else [usage.value, failure.value] = [answer.ok, null];
  }
  void refresh();
  const refreshSoon = throttled(() => void refresh(), refreshEveryMs);
  const unsubscribe = studio().subscribe(({ name }) => {
    if (name === 'template.changed' || name === 'faces.changed' || name === 'connection') refreshSoon();
  });
  onUnmounted(unsubscribe);

  /** True when it was made; says so with `done`, where a person may want it back. */
  async function change(
    wished: TemplateChange,
    { moves = {}, done = null }: { readonly moves?: ValueMoves; readonly done?: string | null } = {},
  ): Promise<boolean> {
    underway.value = [...underway.value, wished];
    const sending = sent.then(() => send({ change: wished, moves } as Params<'template.change'>));
    sent = sending;
    const end = await sending;
    // What is shown is what there is, also of a field that was typed into.
    await project.refreshTemplate();
    underway.value = underway.value.filter((change) => change !== wished);
    if ('error' in end) notices.failed(t('settings.refused'), end.error);
    else if (done !== null) stepNotes.done(done, end.ok);
    return 'ok' in end;
  }

  /** Answers the journal's step; null when nothing changed. */
  async function send(params: Params<'template.change'>): Promise<Result<number | null>> {
    const answer = await studio().request('template.change', params);
    if ('ok' in answer) return { ok: answer.ok?.id ?? null };
    if (answer.error.code !== 'step-is-large') return answer;
    const end = await jobs.start('template.changeMany', params);
    return end.error ? { error: end.error } : { ok: end.result?.entryId ?? null };
  }

  return { template, usage, failure, refresh, change };
}
