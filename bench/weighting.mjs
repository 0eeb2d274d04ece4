// node scripts/run.mjs bench/weighting.mjs [--backend wasm] [--rounds 20]: runs weighting.ts from its sources.
import { fromSources } from './fromSources.mjs';

const { main } = await fromSources('weighting.ts');
await main();
