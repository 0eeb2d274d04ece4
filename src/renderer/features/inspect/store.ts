import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { EvaluationView, HeadInsightView } from '@shared/contract/inspect';
import type { StudioEvent } from '@shared/contract/events';
import { defaultRanking, type Ranking } from '@shared/insight/ranking';
import type { Failure } from '@shared/result';
import { studio } from '../../api/studioClient';
import { useProject } from '../../stores/project';
import { throttled } from '../../stores/throttled';
import { chosenEvaluation, type Place } from './place';

const refreshEveryMs = 400;

/** What is known of the head that is looked at. */
export type InsightState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'shown'; readonly view: HeadInsightView }
  | { readonly kind: 'failed'; readonly failure: Failure };

export type EvaluationsState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'shown'; readonly evaluations: readonly EvaluationView[] }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** The run, evaluation and head that are inspected, and what the studio last said of them. */
export const useInspect = defineStore('inspect', () => {
  const project = useProject();
  const place = ref<Place>({ run: null, split: null, head: null });
  const evaluations = shallowRef<EvaluationsState>({ kind: 'loading' });
  const insight = shallowRef<InsightState>({ kind: 'loading' });
  /** Grows when whatever was read may be old, for the list of mistakes. */
  const generation = ref(0);

  const run = computed(() => project.runs.find(({ name }) => name === place.value.run) ?? null);
  const evaluation = computed(() =>
    evaluations.value.kind === 'shown'
      ? (evaluations.value.evaluations.find(({ split }) => split === place.value.split) ?? null)
      : null,
  );
  const head = computed(() =>
    evaluation.value?.heads.find((candidate) => candidate.head === place.value.head)
      ? place.value.head
      : null,
  );
  const configuration = computed(
    () => run.value?.configuration.heads.find(({ name }) => name === head.value) ?? null,
  );

  /** By what the list of mistakes is ranked; until a person chooses, as the evaluation is best looked at. */
  const chosenRanking = ref<Ranking | null>(null);
  const ranking = computed({
    get: () => chosenRanking.value ?? defaultRanking(place.value.split ?? ''),
    set: (wished: Ranking) => (chosenRanking.value = wished),
  });
  watch(
    () => [place.value.run, place.value.split].join('\n'),
    () => (chosenRanking.value = null),
  );

  /** The row of each list of mistakes that a person was at, by what the list shows. */
  const listPlaces = new Map<string, number>();

  /** The project that all this is about: another may have a run of the same name. */
  let folderOf: string | null = null;

  /** To another run, evaluation or head; what is not said is chosen. */
  async function go(wished: Place): Promise<void> {
    const folder = project.summary?.folder ?? null;
    const isKnown =
      folder === folderOf && wished.run === place.value.run && evaluations.value.kind === 'shown';
    folderOf = folder;
    place.value = wished;
    if (!isKnown) {
      insightOf = '';
      evaluations.value = { kind: 'loading' };
      await ask();
    } else settle();
  }

  async function ask(): Promise<void> {
    const { run: asked } = place.value;
    if (asked === null) return;
    const answer = await studio().request('inspect.evaluations', { run: asked });
    if (place.value.run !== asked) return;
    evaluations.value =
      'ok' in answer ? { kind: 'shown', evaluations: answer.ok } : { kind: 'failed', failure: answer.error };
    generation.value += 1;
    settle();
  }

  /** The evaluation and head that are there, in place of what is not. */
  function settle(): void {
    if (evaluations.value.kind !== 'shown') return;
    const before = JSON.stringify(place.value);
    place.value = chosenEvaluation(place.value, evaluations.value.evaluations);
    if (before !== JSON.stringify(place.value)) generation.value += 1;
    void askInsight();
  }

  async function askInsight(): Promise<void> {
    const { run: asked, split, head: of } = place.value;
    if (asked === null || split === null || of === null) return;
    const key = [asked, split, of].join('\n');
    if (insightOf !== key) insight.value = { kind: 'loading' };
    insightOf = key;
    const answer = await studio().request('inspect.head', { run: asked, split, head: of });
    if (insightOf !== key) return;
    insight.value =
      'ok' in answer ? { kind: 'shown', view: answer.ok } : { kind: 'failed', failure: answer.error };
  }
  /** The head that `insight` is about. */
  let insightOf = '';

  const askAgain = throttled(() => void ask(), refreshEveryMs);
  function follow(event: StudioEvent): void {
    // Another run may come to have its name.
    if (event.name === 'runs.deleted' && event.payload.runs.includes(place.value.run ?? '')) {
      place.value = { run: null, split: null, head: null };
      evaluations.value = { kind: 'loading' };
      insightOf = '';
      return;
    }
    const isNews =
      event.name === 'faces.changed' ||
      event.name === 'template.changed' ||
      (event.name === 'evaluations.changed' && event.payload.run === place.value.run) ||
      (event.name === 'connection' && event.payload.state === 'reconnected');
    if (isNews) askAgain();
  }

  return {
    ...{ place, evaluations, insight, generation, ranking, listPlaces },
    ...{ run, evaluation, head, configuration, go, ask, follow },
  };
});
