// node scripts/run.mjs bench/labelNext.mjs --project FOLDER [--first 200] [--batch 200] [--rounds 4] [--steps 400] [--seeds 1,2,3]: what
// `facet next` is worth against labelling by chance; see docs/experiments.md. FOLDER, with MTFL in it, is copied.
import { parseArgs } from 'node:util';
import { whileFromSources } from './fromSources.mjs';

const { values } = parseArgs({
  options: {
    project: { type: 'string' },
    first: { type: 'string', default: '200' },
    batch: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '4' },
    steps: { type: 'string', default: '400' },
    seeds: { type: 'string', default: '1,2,3' },
  },
});
const { project, seeds, ...counts } = values;
await whileFromSources('labelNext.ts', ({ main }) =>
  main(project, {
    ...Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, Number(count)])),
    seeds: seeds.split(',').map(Number),
  }),
);
