import { presetConfiguration } from '@shared/learning/presets';
import { mtflTemplate } from '@shared/domain/template';
import type { ReportContent } from '../../../../src/main/report/content';

const engine = { backend: 'wasm', device: 'CPU', library: 'tfjs-backend-wasm 4.22.0', notice: null } as const;

/** A small run with something of everything a report shows. */
export const content: ReportContent = {
  run: {
    name: '<b>studio</b> & "co"',
    preset: 'studio',
    state: 'finished',
    configuration: presetConfiguration('studio', mtflTemplate),
    globalStep: 3,
    seconds: 12,
    createdAt: '2026-01-01T00:00:00.000Z',
    engine,
    failure: null,
    totalSteps: 3,
    floors: {},
    validation: null,
    hasPredicted: false,
    study: null,
    evaluations: {},
  },
  steps: [1, 2, 3].map((globalStep) => ({
    globalStep,
    lossByHead: { landmarks: 1 / globalStep, pose: 1.5 },
  })),
  validations: [
    { globalStep: 2, metrics: { 'nme/landmarks': 0.9, 'accuracy/pose': 0.3 } },
    { globalStep: 3, metrics: { 'nme/landmarks': 0.12, 'accuracy/pose': 0.7 } },
  ],
  evaluation: {
    run: 'studio',
    split: 'testing',
    faces: 10,
    metrics: {
      'nme/landmarks': 0.105,
      'nme/nose/landmarks': 0.2,
      'failure_threshold/landmarks': 0.1,
      'accuracy/pose': 0.6,
      'balanced_accuracy/pose': 0.5,
      'auc/pose': Number.NaN,
      loss: 2,
      global_step: 1003,
    },
    floors: { 'nme/landmarks': 0.314, 'failure_rate/landmarks': 0.9, 'accuracy/pose': 0.61 },
    calibration: {},
    confusion: {
      pose: {
        values: ['left_profile', 'right'],
        counts: [
          [3, 1],
          [2, 4],
        ],
      },
    },
    engine,
    seconds: 1,
    problems: [],
  },
  faceErrors: { landmarks: [0.35, 0.05, 0.1, 0.15] },
  pictures: ['data:image/jpeg;base64,"quoted"'],
};
