import type {
  DoctorReport,
  EvaluateReport,
  ImportReport,
  PredictReport,
  RunSummary,
  TrainReport,
} from '@shared/contract/reports';
import { mtflTemplate } from '@shared/domain/template';
import { presetConfiguration } from '@shared/learning/presets';
import type { EngineDescription } from '@shared/learning/results';

/** What jobs promise at their end, for the texts of the commands. */
export const engine: EngineDescription = {
  backend: 'wasm',
  device: 'CPU, 1 thread',
  library: 'tfjs-backend-wasm 4.22.0',
  notice: null,
};

export const importReport: ImportReport = {
  format: 'mtfl',
  importId: 1,
  read: 1503,
  imported: 1200,
  updated: 300,
  skipped: 3,
  problems: [
    { file: 'training.txt', line: 7, code: 'field-count', reason: '14 fields instead of 15' },
    { file: 'testing.txt', code: 'label-file-missing', reason: 'testing.txt is missing' },
  ],
  splits: { training: 1500 },
  duplicates: [['a.jpg', 'b.jpg', 'c.jpg']],
  seconds: 2.345,
};

export const trainReport: TrainReport = {
  run: 'studio-1',
  global_step: 1200,
  seconds: 125.2,
  facesPerSecond: 612.4,
  backend: 'wasm',
  device: 'CPU, 1 thread',
  engine,
  stopped: 'finished',
  validation: null,
  problems: [],
};

export const evaluateReport: EvaluateReport = {
  run: 'studio-1',
  split: 'testing',
  faces: 2995,
  metrics: {
    'nme/landmarks': 0.08,
    'failure_threshold/landmarks': 0.1,
    'accuracy/pose': 0.75,
    'balanced_accuracy/pose': 0.5,
    'auc/pose': Number.NaN,
    loss: 3.25,
    global_step: 1200,
  },
  floors: { 'nme/landmarks': 0.314, 'accuracy/pose': 0.609, 'balanced_accuracy/pose': 0.2 },
  calibration: { pose: { temperature: 1.25, errorBefore: 0.0612, errorAfter: 0.0203 } },
  confusion: {},
  engine,
  seconds: 3,
  problems: [],
};

export const predictReport: PredictReport = {
  images: 1024,
  faces: 1022,
  failed: 2,
  withoutFace: 1,
  earlier: 0,
  added: null,
  imagesPerSecond: 700.4,
  outputs: ['/out/predictions.csv'],
  problems: [{ file: '/in/a.jpg', code: 'image-broken', reason: 'It cannot be decoded.' }],
  duplicates: [['b.jpg', 'c.jpg']],
};

export const runSummary: RunSummary = {
  name: 'studio-1',
  preset: 'studio',
  state: 'finished',
  configuration: presetConfiguration('studio', mtflTemplate),
  globalStep: 1200,
  seconds: 125,
  createdAt: '2026-01-01T00:00:00.000Z',
  engine,
  failure: null,
  totalSteps: 1200,
  floors: {},
  validation: null,
  hasPredicted: false,
  study: null,
  evaluations: { testing: { loss: 1 } },
};

export const doctorReport: DoctorReport = {
  facts: [
    { name: 'Node', value: '24.21.0' },
    { name: 'disk', value: '80.0 GB free for the cache' },
  ],
  tensorflow: { installed: true, summary: 'TensorFlow 2.21.0 (CPU) is used, from /cache.' },
  backends: [
    {
      backend: 'tensorflow',
      engine: { ...engine, backend: 'tensorflow', library: 'TensorFlow 2.21.0' },
      millisecondsPerStep: 49.4,
      facesPerSecond: 1295.6,
      failure: null,
    },
    { backend: 'wasm', engine, millisecondsPerStep: 300, facesPerSecond: 213, failure: null },
  ],
};
