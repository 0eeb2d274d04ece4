// node bench/library.mjs [FACES]: runs library.ts from its sources.
import { fromSources } from './fromSources.mjs';

const { main } = await fromSources('library.ts');
await main(Number(process.argv[2] ?? 100_000));
