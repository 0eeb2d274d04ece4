import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import type { PresetName } from '@shared/learning/presets';
import { isTrainable } from '@shared/learning/trainable';
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

/** The new run as it is being set up; kept while a person looks at something else. */
export const useTrainForm = defineStore('trainForm', () => {
  const train = useTrain();
  const form = ref<TrainForm | null>(null);
  /** Until a person changes something, it follows what there is to train on. */
  let isTouched = false;

  const presetPlan = computed(() =>
    form.value && train.plan ? train.plan.presets[form.value.preset] : null,
  );
  const preset = computed(() => presetPlan.value?.configuration ?? null);
  const cards = computed(() => presetPlan.value?.heads ?? []);
  const extent = computed(() => {
    if (!form.value) return null;
    // Faces without a label of any of the heads are not trained on; those of the best labelled head are, at least.
    const { chosen, configuration } = form.value;
    const faces = cards.value.filter(({ name }) => chosen.has(name)).map((card) => card.labelledFaces);
    return extentOf(configuration, Math.max(0, ...faces));
  });

  const trouble = computed(() => (form.value && preset.value ? obstacle(form.value, preset.value) : null));

  function choosePreset(name: PresetName): void {
    const plan = train.plan?.presets[name];
    if (!plan) return;
    const usable = plan.heads.filter(isTrainable).map((card) => card.name);
    const { name: called = '', startFrom = '', frozenEpochs = 0, fineTuneRate = null } = form.value ?? {};
    const kept = { name: called, startFrom, frozenEpochs, fineTuneRate };
    form.value = { ...formOf(name, plan.configuration, usable), ...kept };
  }

  watch(
    () => train.plan,
    (plan) => {
      if (plan && !isTouched) choosePreset(form.value?.preset ?? 'studio');
      // Another project has other heads.
      if (plan) return;
      form.value = null;
      isTouched = false;
    },
    { immediate: true },
  );

  function change(next: (form: TrainForm) => TrainForm): void {
    isTouched = true;
    if (form.value) form.value = next(form.value);
  }
  const get = <Of extends Setting>(setting: Of): SettingValue<Of> =>
    settingOf(form.value!.configuration, setting);
  const presetOf = <Of extends Setting>(setting: Of): SettingValue<Of> => settingOf(preset.value!, setting);
  const set = <Of extends Setting>(setting: Of, value: SettingValue<Of>): void =>
    change((now) => withSetting(now, setting, value, preset.value!));
  const changed = (setting: Setting): boolean => isChanged(form.value!, preset.value!, setting);
  const reset = <Of extends Setting>(setting: Of): void => set(setting, presetOf(setting));

  return {
    ...{ form, preset, cards, extent, trouble, choosePreset, change },
    ...{ get, set, presetOf, changed, reset },
  };
});
