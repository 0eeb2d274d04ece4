// node bench/predict.mjs --project FOLDER --run NAME --photos FOLDER [--faces find|whole] [--count N]
// measures each stage of predicting a folder alone, and the whole; see docs/speed.md. Needs a build.
import { parseArgs } from 'node:util';
import { fromSources } from './fromSources.mjs';

const { values } = parseArgs({
  options: {
    project: { type: 'string' },
    run: { type: 'string' },
    photos: { type: 'string' },
    faces: { type: 'string', default: 'find' },
    count: { type: 'string', default: '500' },
  },
});
const { main } = await fromSources('predict.ts');
await main(values);
