// npm run fuzz [-- --seconds 60 --seed 1 --only coco,csv]: attacks every parser of label files with files that are
// nearly sound, for a minute each. Prints a JSON object a parser; files on which one fails are kept in fuzz-crashes/.
import { parseArgs } from 'node:util';
import { fromSources } from './fromSources.mjs';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    only: { type: 'string', default: '' },
  },
});
const { fuzzAll } = await fromSources('fuzz/fuzz.ts');
const crashes = await fuzzAll({
  seconds: Number(values.seconds),
  seed: Number(values.seed),
  only: values.only.split(',').filter(Boolean),
  crashFolder: 'fuzz-crashes',
  tell: (figures) => console.log(JSON.stringify({ ...figures, seed: Number(values.seed) })),
});
process.exitCode = crashes === 0 ? 0 : 1;
