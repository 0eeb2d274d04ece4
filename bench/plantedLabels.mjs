// node scripts/run.mjs bench/plantedLabels.mjs --project FOLDER [--share 0.02] [--folds 3] [--epochs 6] [--seed 1]
//   [--heads gender,glasses] [--size 48] [--learning-rate 0.002]
// plants wrong labels in a copy of a project, looks for them out of fold and prints how many of the most doubtful
// labels are planted; see docs/experiments.md. Needs a build.
import { parseArgs } from 'node:util';
import { fromSources } from './fromSources.mjs';

const { values } = parseArgs({
  options: {
    project: { type: 'string' },
    share: { type: 'string', default: '0.02' },
    folds: { type: 'string', default: '3' },
    epochs: { type: 'string', default: '6' },
    seed: { type: 'string', default: '1' },
    heads: { type: 'string', default: 'gender,glasses' },
    size: { type: 'string', default: '48' },
    'learning-rate': { type: 'string', default: '0.002' },
  },
});
const { main } = await fromSources('plantedLabels.ts');
await main({
  project: values.project,
  share: Number(values.share),
  folds: Number(values.folds),
  epochs: Number(values.epochs),
  seed: Number(values.seed),
  heads: values.heads.split(','),
  sizePx: Number(values.size),
  learningRate: Number(values['learning-rate']),
});
