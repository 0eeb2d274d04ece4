import { computed, ref, shallowRef } from 'vue';
import { facesAreFor, type FacesAre, type PredictionSetSummary } from '@shared/contract/predictions';
import type { Failure } from '@shared/result';
import { studio } from '../../api/studioClient';
import { useChosenRun } from '../../stores/chosenRun';
import { useProject } from '../../stores/project';
import { listedRuns } from '../../stores/runLists';
import { remembered } from '../../stores/remembered';
import { kindsOf, type GivenFiles, type NamedFile } from './collectFiles';
import { usePredictions } from './store';
import { uploadPhotos } from './upload';
import { useSetJobs } from './useSetJobs';

/** How far a new set is. */
export type ComposeState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'uploading'; readonly files: number; readonly bytes: number }
  | { readonly kind: 'creating' };

/**
 * What is to be predicted on, by which run. Either paths of the studio's machine, or files of this browser: one set
 * has photos of one kind.
 */
export function useCompose(started: (set: number) => void) {
  const project = useProject();
  const chosenRun = useChosenRun();
  const predictions = usePredictions();
  const setJobs = useSetJobs();

  const state = shallowRef<ComposeState>({ kind: 'asking' });
  const failure = shallowRef<Failure | null>(null);
  const checkpoint = ref<'newest' | 'best'>('best');
  const wished = remembered<FacesAre>('prediction-faces', (kept) => (kept === 'whole' ? 'whole' : 'found'));
  /** Of a folder of the studio's machine only: a browser's photos are all there. */
  const watches = ref(false);
  const path = ref('');
  const paths = shallowRef<readonly string[]>([]);
  const files = shallowRef<readonly NamedFile[]>([]);
  /** What a browser gave that is no photo. */
  const passedOver = shallowRef<readonly string[]>([]);
  let abort = new AbortController();

  /** Runs that have learnt something. */
  const runs = computed(() =>
    listedRuns(project.runs, chosenRun.name)
      .filter(({ globalStep }) => globalStep > 0)
      .toReversed(),
  );
  const run = computed(() => runs.value.find(({ name }) => name === chosenRun.name) ?? runs.value[0] ?? null);
  /** A network that was taught whole images is shown no others. */
  const wholeOnly = computed(
    () => run.value !== null && facesAreFor(run.value.configuration.input) === 'whole',
  );
  const facesAre = computed({
    get: () => (wholeOnly.value ? 'whole' : wished.value),
    set: (now) => (wished.value = now),
  });
  const inputs = computed(() => [...new Set([...paths.value, ...(path.value === '' ? [] : [path.value])])]);
  const bytes = computed(() => files.value.reduce((sum, { file }) => sum + file.size, 0));
  const isReady = computed(
    () =>
      run.value !== null &&
      state.value.kind === 'asking' &&
      (inputs.value.length > 0 || files.value.length > 0),
  );

  function addPaths(more: readonly string[]): void {
    files.value = [];
    passedOver.value = [];
    failure.value = null;
    paths.value = [...new Set([...paths.value, ...more])];
  }
  function removePath(gone: string): void {
    paths.value = paths.value.filter((other) => other !== gone);
  }
  function addFiles(more: GivenFiles): void {
    failure.value = null;
    passedOver.value = [...passedOver.value, ...more.passedOver];
    if (more.photos.length === 0) return;
    paths.value = [];
    path.value = '';
    files.value = [...files.value, ...more.photos];
  }
  function clear(): void {
    files.value = [];
    passedOver.value = [];
    paths.value = [];
    path.value = '';
    watches.value = false;
  }

  async function start(): Promise<void> {
    if (!isReady.value || run.value === null) return;
    failure.value = null;
    abort = new AbortController();
    const made = await create(run.value.name).catch((thrown: unknown) => {
      if (abort.signal.aborted) return null;
      throw thrown;
    });
    state.value = { kind: 'asking' };
    if (made === null) return;
    if ('error' in made) {
      failure.value = made.error;
      return;
    }
    clear();
    await predictions.refreshSets();
    started(made.ok.id);
    void setJobs.run(made.ok);
  }

  async function create(
    name: string,
  ): Promise<{ readonly ok: PredictionSetSummary } | { readonly error: Failure }> {
    const order = { run: name, checkpoint: checkpoint.value, facesAre: facesAre.value };
    if (files.value.length === 0) {
      state.value = { kind: 'creating' };
      return studio().request('predictions.create', { ...order, inputs: inputs.value, watch: watches.value });
    }
    state.value = { kind: 'uploading', files: 0, bytes: 0 };
    const uploaded = await uploadPhotos(files.value, {
      signal: abort.signal,
      progress: (sent, sentBytes) => {
        if (state.value.kind === 'uploading') {
          state.value = { kind: 'uploading', files: sent, bytes: sentBytes };
        }
      },
    });
    if ('error' in uploaded) return uploaded;
    state.value = { kind: 'creating' };
    return studio().request('predictions.create', { ...order, inputs: [], uploaded: uploaded.ok as never });
  }

  return {
    ...{
      state,
      failure,
      checkpoint,
      facesAre,
      wholeOnly,
      watches,
      path,
      paths,
      files,
      passedOver,
      passedOverKinds: computed(() => kindsOf(passedOver.value)),
      runs,
      run,
      inputs,
      bytes,
      isReady,
    },
    ...{ addPaths, removePath, addFiles, clear, start },
    chooseRun: (name: string) => chosenRun.choose(name),
    cancel: () => abort.abort(),
  };
}

export type Compose = ReturnType<typeof useCompose>;
