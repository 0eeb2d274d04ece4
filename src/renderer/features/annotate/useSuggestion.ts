import { computed, onUnmounted, ref, shallowRef, watch, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { FaceSuggestion } from '@shared/contract/library';
import { studio } from '../../api/studioClient';
import { useJobs } from '../../stores/jobs';
import { useNotices } from '../../stores/notices';
import { useProject } from '../../stores/project';
import { oneOf, remembered } from '../../stores/remembered';

/** What the chosen run says of the face on the stage. */
export function useSuggestion(faceId: Readonly<Ref<number | null>>) {
  const { t, n } = useI18n();
  const project = useProject();
  const jobs = useJobs();
  const notices = useNotices();

  const chosen = remembered<Readonly<Record<string, string | null>>>('suggesting-runs', (kept) =>
    typeof kept === 'object' && kept !== null ? (kept as Record<string, string | null>) : {},
  );
  const shown = remembered('suggestions', oneOf([true, false], true));
  const folder = computed(() => project.summary?.folder ?? '');
  /** The run that was chosen, else the newest; null when there is none. */
  const run = computed(() => {
    const names = project.runs.map(({ name }) => name);
    const wished = chosen.value[folder.value];
    return wished && names.includes(wished) ? wished : (names.at(-1) ?? null);
  });
  const suggestion = shallowRef<FaceSuggestion | null>(null);
  const asked = ref(false);
  /** Faces whose suggestion a person has waved away; until the window closes. */
  const kept = ref<ReadonlySet<number>>(new Set());

  async function ask(): Promise<void> {
    const [id, name] = [faceId.value, run.value];
    if (id === null || name === null) {
      suggestion.value = null;
      return;
    }
    const answer = await studio().request('faces.suggestion', { faceId: id, run: name });
    if (faceId.value !== id || run.value !== name) return;
    suggestion.value = 'ok' in answer ? answer.ok : null;
    asked.value = true;
  }
  watch(
    [faceId, run],
    () => {
      suggestion.value = null;
      asked.value = false;
      void ask();
    },
    { immediate: true },
  );
  const unsubscribe = studio().subscribe((event) => {
    if (event.name === 'predictions.changed' && event.payload.run === run.value) void ask();
  });
  onUnmounted(unsubscribe);

  const computing = computed(() => jobs.running.some(({ channel }) => channel === 'runs.suggest'));
  async function compute(): Promise<void> {
    const name = run.value;
    if (name === null) return;
    const end = await jobs.start('runs.suggest', { run: name, checkpoint: 'best' });
    if (end.outcome === 'failed' && end.error) notices.failed(t('annotate.suggestion.failed'), end.error);
    if (end.outcome === 'done' && end.result) {
      notices.done(t('annotate.suggestion.computed', { run: name, count: n(end.result.faces) }));
    }
  }

  function choose(name: string): void {
    chosen.value = { ...chosen.value, [folder.value]: name };
    shown.value = true;
  }
  function keepLabel(): void {
    if (faceId.value !== null) kept.value = new Set([...kept.value, faceId.value]);
  }

  /** What is drawn: nothing while suggestions are off, or the label was kept. */
  const active = computed(() =>
    shown.value && faceId.value !== null && !kept.value.has(faceId.value) ? suggestion.value : null,
  );
  return { run, shown, suggestion, active, asked, computing, compute, choose, keepLabel };
}
