import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { HeldOutCounts, TrainingPlan } from '@shared/contract/training';
import type { PresetName } from '@shared/learning/presets';
import { isTrainable } from '@shared/learning/trainable';
import { studio } from '../../api/studioClient';
import { usePreferences } from '../../stores/preferences';
import { useProject } from '../../stores/project';
import { formFrom, isPlain, keptForm } from './keptForm';
import { rememberedForm, rememberForm } from './rememberedForm';
import { useTrain } from './store';
import {
  extentOf,
  formOf,
  isChanged,
  obstacle,
  settingOf,
  withSetting,
  type Setting,
  type SettingValue,
  type TrainForm,
} from './trainForm';

/** The new run as it is being set up; kept with the project, also when the window is closed. */
export const useTrainForm = defineStore('trainForm', () => {
  const train = useTrain();
  const project = useProject();
  const preferences = usePreferences();
  const form = ref<TrainForm | null>(null);
  /** Until a person changes something, it follows what there is to train on. */
  let isTouched = false;
  /** A run to begin from that was chosen before it is known what can be trained. */
  let wishedStart: string | null = null;

  const presetPlan = computed(() =>
    form.value && train.plan ? train.plan.presets[form.value.preset] : null,
  );
  const preset = computed(() => presetPlan.value?.configuration ?? null);
  const cards = computed(() => presetPlan.value?.heads ?? []);
  /** Null also without a head: nothing would be trained. */
  const extent = computed(() => {
    if (!form.value || form.value.chosen.size === 0) return null;
    // Faces without a label of any of the heads are not trained on; those of the best labelled head are, at least.
    const { chosen, configuration } = form.value;
    const faces = cards.value.filter(({ name }) => chosen.has(name)).map((card) => card.labelledFaces);
    return extentOf(configuration, Math.max(0, ...faces));
  });

  const trouble = computed(() =>
    form.value && preset.value ? obstacle(form.value, preset.value, extent.value) : null,
  );
  const isNameTaken = computed(() => project.runs.some(({ name }) => name === form.value?.name));
  /** Whether there is something to take back to how a new run begins. */
  const isOther = computed(
    () => form.value !== null && train.plan !== null && !isPlain(keptForm(form.value, train.plan)),
  );

  function plainForm(name: PresetName, { presets }: TrainingPlan): TrainForm {
    const { configuration, heads } = presets[name];
    return formOf(
      name,
      configuration,
      heads.filter(isTrainable).map((card) => card.name),
    );
  }
  function choosePreset(name: PresetName): void {
    if (!train.plan) return;
    const { name: called = '', startFrom = '', frozenEpochs = 0, fineTuneRate = null } = form.value ?? {};
    isTouched = true;
    form.value = {
      ...plainForm(name, train.plan),
      ...{ name: called, startFrom, frozenEpochs, fineTuneRate },
    };
  }
  /** As a new run begins: the preset's values, and nothing chosen besides. */
  function resetAll(): void {
    if (!form.value || !train.plan) return;
    form.value = plainForm(form.value.preset, train.plan);
  }

  const folder = computed(() => project.summary?.folder ?? null);
  watch(
    () => train.plan,
    (plan, before) => {
      // Another project has other heads; of this one what was changed is remembered.
      if (!plan) {
        form.value = null;
        return;
      }
      const kept =
        form.value && before && isTouched
          ? keptForm(form.value, before)
          : folder.value === null
            ? null
            : rememberedForm(folder.value);
      const again = formFrom(kept, plan);
      isTouched = again !== null;
      form.value = again ?? plainForm('studio', plan);
      if (wishedStart !== null) beginFrom(wishedStart);
    },
    { immediate: true },
  );
  watch(form, (now) => {
    if (!now || !train.plan || !isTouched || folder.value === null) return;
    const kept = keptForm(now, train.plan);
    rememberForm(folder.value, isPlain(kept) ? null : kept);
  });

  /** Of the faces that a run of the form's seed and share would hold out: by attribute, how many have each value. */
  const heldOut = shallowRef<HeldOutCounts | null>(null);
  watch(
    () => {
      const now = form.value?.configuration;
      return train.plan && now ? ([train.plan, now.validationFraction, now.seed] as const) : null;
    },
    async (now, before) => {
      if (now === null || now.every((part, index) => part === before?.[index])) return;
      const [, validationFraction, seed] = now;
      const answer = await studio().request('training.heldOut', { validationFraction, seed });
      const current = form.value?.configuration;
      if (current?.validationFraction !== validationFraction || current.seed !== seed) return;
      heldOut.value = 'ok' in answer ? answer.ok : null;
    },
    { immediate: true },
  );

  function change(next: (form: TrainForm) => TrainForm): void {
    isTouched = true;
    if (form.value) form.value = next(form.value);
  }
  /** Sets a run up that starts from another one, and opens the settings that say so. */
  function beginFrom(run: string): void {
    wishedStart = form.value === null ? run : null;
    if (form.value === null) return;
    preferences.closedTrainGroups = preferences.closedTrainGroups.filter((group) => group !== 'start');
    change((now) => ({ ...now, startFrom: run }));
  }
  const get = <Of extends Setting>(setting: Of): SettingValue<Of> =>
    settingOf(form.value!.configuration, setting);
  const presetOf = <Of extends Setting>(setting: Of): SettingValue<Of> => settingOf(preset.value!, setting);
  const set = <Of extends Setting>(setting: Of, value: SettingValue<Of>): void =>
    change((now) => withSetting(now, setting, value, preset.value!));
  const changed = (setting: Setting): boolean => isChanged(form.value!, preset.value!, setting);
  const reset = <Of extends Setting>(setting: Of): void => set(setting, presetOf(setting));

  return {
    ...{ form, preset, cards, extent, trouble, isNameTaken, isOther, heldOut },
    ...{ choosePreset, resetAll, change, beginFrom },
    ...{ get, set, presetOf, changed, reset },
  };
});
