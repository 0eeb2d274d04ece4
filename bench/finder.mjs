// node bench/finder.mjs FOLDER [--count N] [--looks 128/192,192/192] [--score 0.5] [--boxes FILE]
// measures the face finder on the training images of an unpacked MTFL; see docs/finder.md.
import { parseArgs } from 'node:util';
import { fromSources } from './fromSources.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '1000' },
    looks: { type: 'string', default: '' },
    score: { type: 'string', default: '' },
    boxes: { type: 'string', default: '' },
  },
});
const { main } = await fromSources('finder.ts');
await main(positionals[0], values);
