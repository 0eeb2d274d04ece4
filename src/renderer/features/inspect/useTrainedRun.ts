import { computed, onMounted, onUnmounted, watch } from 'vue';
import { shownState } from '../train/runState';
import { useTrain } from '../train/store';
import { useInspect } from './store';

/**
 * The run that is inspected as Train knows it, with its curves, live while it trains. Inspect and Train look at the same
 * run: whichever chooses another one takes the other along.
 */
export function useTrainedRun() {
  const inspect = useInspect();
  const train = useTrain();

  watch(
    () => inspect.place.run,
    (run) => run !== null && train.choose(run),
    { immediate: true },
  );
  watch(
    () => train.shown,
    (shown) => {
      train.changeHistory();
      // A run that was trained again from here is what one wants to see next.
      if (shown !== null && shown !== inspect.place.run) void inspect.go({ ...inspect.place, run: shown });
    },
  );
  onMounted(() => train.attend());
  onUnmounted(() => train.unattend());

  const run = computed(() => (train.shown === inspect.place.run ? train.run : null));
  const state = computed(() => (run.value ? shownState(run.value, train.liveShown) : null));
  return { run, state };
}
