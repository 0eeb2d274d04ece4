import type { Setting } from './trainForm';

/** A setting that is a number: its range, and how it is shown. */
export interface NumberSetting {
  readonly setting: Extract<
    Setting,
    | 'batchSize'
    | 'learningRate'
    | 'weightDecay'
    | 'momentum'
    | 'beta1'
    | 'beta2'
    | 'epsilon'
    | 'averaging'
    | 'teacher'
    | 'inputSizePx'
    | 'margin'
    | 'dropout'
    | 'validationFraction'
    | 'headPatience'
    | 'checkpointEverySteps'
    | 'seed'
    | 'flip'
    | 'rotationDegrees'
    | 'shift'
    | 'brightness'
    | 'gray'
    | 'realigned'
  >;
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
  readonly unit?: string;
  /** 100 for a share that is shown in per cent. */
  readonly scale?: number;
}

const percent = { unit: '%', scale: 100 } as const;

/** The ranges are those of the contract. */
export const numberSettings = {
  training: [
    { setting: 'batchSize', min: 1, max: 4096, whole: true },
    { setting: 'learningRate', min: 1e-7, max: 10 },
  ],
  decay: [{ setting: 'weightDecay', min: 0, max: 1 }],
  averaging: [
    { setting: 'averaging', min: 0, max: 0.9999 },
    { setting: 'teacher', min: 0, max: 100 },
  ],
  momentum: [{ setting: 'momentum', min: 0, max: 0.9999 }],
  adam: [
    { setting: 'beta1', min: 0, max: 0.9999 },
    { setting: 'beta2', min: 0, max: 0.999999 },
    { setting: 'epsilon', min: 1e-12, max: 1 },
  ],
  input: [
    { setting: 'inputSizePx', min: 16, max: 256, whole: true, unit: 'px' },
    { setting: 'margin', min: 0, max: 1, ...percent },
  ],
  holding: [
    { setting: 'validationFraction', min: 0, max: 0.9, ...percent },
    { setting: 'headPatience', min: 0, max: 1000, whole: true },
    { setting: 'checkpointEverySteps', min: 1, max: 1_000_000, whole: true },
    { setting: 'dropout', min: 0, max: 0.95, ...percent },
    { setting: 'seed', min: 0, max: 2_147_483_647, whole: true },
  ],
  augmentation: [
    { setting: 'flip', min: 0, max: 1, ...percent },
    { setting: 'rotationDegrees', min: 0, max: 180, unit: '°' },
    { setting: 'shift', min: 0, max: 0.5, ...percent },
    { setting: 'brightness', min: 0, max: 1, ...percent },
    { setting: 'gray', min: 0, max: 1, ...percent },
    { setting: 'realigned', min: 0, max: 1, ...percent },
  ],
} as const satisfies Readonly<Record<string, readonly NumberSetting[]>>;
