// node scripts/run.mjs bench/transfer.mjs PROJECT [--base-epochs 6] [--epochs 60] [--labels 100] [--seeds 1,2,3]: what a trained trunk is
// worth to a new head; see docs/adr/0023-weighing-heads.md. PROJECT is a copy of one with MTFL in it: it is changed.
import { parseArgs } from 'node:util';
import { whileFromSources } from './fromSources.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'base-epochs': { type: 'string', default: '6' },
    epochs: { type: 'string', default: '60' },
    labels: { type: 'string', default: '100' },
    seeds: { type: 'string', default: '1,2,3' },
  },
});
await whileFromSources('transfer.ts', ({ main }) => main(positionals[0], values));
