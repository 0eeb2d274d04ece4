import { z } from 'zod';
import { trainSchema, type TrainingPlan } from '@shared/contract/training';
import { attributesOf } from '@shared/learning/configuration';
import { presetNames } from '@shared/learning/presets';
import { isTrainable } from '@shared/learning/trainable';
import {
  changedStrengths,
  formOf,
  isChanged,
  isWarm,
  settingNames,
  settingOf,
  weightIn,
  wishesOf,
  withSetting,
  withStrength,
  withWeight,
  type Setting,
  type SettingValue,
  type TrainForm,
} from './trainForm';

/**
 * What a person has made of a new run, as what is other than in its preset: so it fits a preset of another version, and a
 * project that labels something else by now.
 */
const keptSchema = z.object({
  preset: z.enum(presetNames),
  name: z.string(),
  startFrom: z.string(),
  frozenEpochs: z.number().min(0),
  fineTuneRate: z.number().positive().nullable(),
  afterwards: z.boolean(),
  settings: z.record(z.string(), z.unknown()),
  weights: z.record(z.string(), z.number().positive()),
  strengths: z.record(z.string(), z.number().min(0).max(1)),
  /** Heads that could be trained, and are not to be. */
  leftOut: z.array(z.string()),
});
export type KeptForm = z.output<typeof keptSchema>;

type Plan = Pick<TrainingPlan, 'presets'>;

export function keptForm(form: TrainForm, { presets }: Plan): KeptForm {
  const { preset: name, configuration, chosen } = form;
  const { configuration: preset, heads } = presets[name];
  const changed = settingNames.filter((setting) => isChanged(form, preset, setting));
  return {
    ...{ preset: name, name: form.name, startFrom: form.startFrom, frozenEpochs: form.frozenEpochs },
    ...{ fineTuneRate: form.fineTuneRate, afterwards: form.afterwards },
    settings: Object.fromEntries(changed.map((setting) => [setting, settingOf(configuration, setting)])),
    weights: Object.fromEntries(
      configuration.heads
        .filter((head) => head.weight !== weightIn(preset, head.name))
        .map((head) => [head.name, head.weight]),
    ),
    strengths: changedStrengths(form, preset),
    leftOut: heads.filter((card) => isTrainable(card) && !chosen.has(card.name)).map((card) => card.name),
  };
}

/** The form again, by what can be trained now; null where what was kept is none, or not of this version. */
export function formFrom(kept: unknown, { presets }: Plan): TrainForm | null {
  const parsed = keptSchema.safeParse(kept);
  if (!parsed.success) return null;
  const { settings, weights, strengths, leftOut, ...rest } = parsed.data;
  const { configuration: preset, heads } = presets[rest.preset];
  const usable = heads.filter(isTrainable).map(({ name }) => name);
  let form: TrainForm = {
    ...formOf(
      rest.preset,
      preset,
      usable.filter((head) => !leftOut.includes(head)),
    ),
    ...rest,
  };
  // What brings other settings along, or makes room for them, comes first.
  const first: readonly Setting[] = ['optimizer', 'augmentation'];
  const order = [...first, ...settingNames.filter((setting) => !first.includes(setting))];
  for (const setting of order) {
    if (settings[setting] === undefined) continue;
    form = withSetting(form, setting, settings[setting] as SettingValue<Setting>, preset);
  }
  for (const [head, weight] of Object.entries(weights)) form = withWeight(form, head, weight);
  const attributes = attributesOf(preset.heads);
  for (const [attribute, strength] of Object.entries(strengths)) {
    if (attributes.has(attribute)) form = withStrength(form, attribute, strength);
  }
  return isSound(form, preset) ? form : null;
}

/** Whatever a hand or another version has left there: only what could be asked for is taken. */
function isSound(form: TrainForm, preset: Parameters<typeof wishesOf>[1]): boolean {
  try {
    // A form without a head is kept, and cannot be started.
    const { heads: _heads, ...asked } = wishesOf(form, preset);
    return trainSchema.safeParse(asked).success;
  } catch {
    return false;
  }
}

/** Nothing is other than a new run begins with. */
export function isPlain({ preset, settings, weights, strengths, leftOut, ...rest }: KeptForm): boolean {
  const { name, startFrom, frozenEpochs, afterwards } = rest;
  return (
    preset === 'studio' &&
    [settings, weights, strengths].every((changes) => Object.keys(changes).length === 0) &&
    leftOut.length === 0 &&
    name === '' &&
    !isWarm({ startFrom }) &&
    frozenEpochs === 0 &&
    afterwards
  );
}
