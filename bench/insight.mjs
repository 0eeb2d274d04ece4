// node bench/insight.mjs [FACES]: runs insight.ts from its sources.
import { fromSources } from './fromSources.mjs';

const { main } = await fromSources('insight.ts');
await main(Number(process.argv[2] ?? 100_000));
