import { computed } from 'vue';
import { useRouter } from 'vue-router';
import { mistakesQuery, type HeadOfEvaluation } from '@shared/insight/mistakesQuery';
import type { Outcome } from '@shared/insight/outcome';
import { useChosenRun } from '../../stores/chosenRun';
import { queryToAddress } from '../library/queryAddress';
import { useLibrary } from '../library/store';
import { useInspect } from './store';

/** The way from a chart to the faces behind it: in the Library, or one by one in Annotate. */
export function useOpenFaces() {
  const router = useRouter();
  const library = useLibrary();
  const inspect = useInspect();
  const chosenRun = useChosenRun();

  const of = computed<HeadOfEvaluation | null>(() => {
    const { evaluation, head } = inspect;
    return evaluation && head !== null ? { run: evaluation.run, split: evaluation.split, head } : null;
  });
  const mistakes = computed(() => {
    const form = inspect.evaluation?.heads.find(({ head }) => head === inspect.head)?.form;
    return of.value && form ? mistakesQuery(of.value, form, inspect.ranking) : null;
  });

  /** The faces with that outcome, the worst first; Annotate walks them in this order. */
  function open(outcome: Outcome): void {
    if (!of.value) return;
    library.show({
      filter: { evaluated: { ...of.value, outcome } },
      sort: { by: 'mistake', ...of.value, descending: true },
    });
    void router.push({ name: 'library', query: queryToAddress(library.query) });
  }

  function openMistakes(): void {
    if (!mistakes.value) return;
    library.show(mistakes.value);
    void router.push({ name: 'library', query: queryToAddress(library.query) });
  }

  /** Annotate shows what this run says of it. */
  function openMistake(faceId: number): void {
    if (!mistakes.value || !of.value) return;
    chosenRun.choose(of.value.run);
    library.show(mistakes.value);
    void router.push({
      name: 'annotate',
      params: { faceId: String(faceId) },
      query: queryToAddress(library.query),
    });
  }

  return { of, mistakes, open, openMistakes, openMistake };
}
