import { numberSettings, type NumberSetting } from './numberSettings';

/** How a setting's number is shown, and between which it lies. */
export type SettingNumber = Pick<NumberSetting, 'min' | 'max' | 'whole' | 'unit' | 'scale'>;

const byName: ReadonlyMap<string, SettingNumber> = new Map<string, SettingNumber>([
  ...Object.values(numberSettings)
    .flat()
    .map((of: NumberSetting) => [of.setting, of] as const),
  ['lowest', { min: 0, max: 1, unit: '%', scale: 100 }],
]);

/** Of a head’s loss. */
export const headWeights = { min: 0.001, max: 1000 } as const satisfies SettingNumber;

/** By the name that a search space has for the setting too: `dropout`, `augmentation.shift`, `weights.pose`. */
export function settingNumber(setting: string): SettingNumber {
  if (setting.startsWith('weights.')) return headWeights;
  return byName.get(setting.replace(/^augmentation\./, '')) ?? { min: 0, max: 1_000_000 };
}
