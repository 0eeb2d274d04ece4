// node bench/framing.mjs PROJECT hold|box: what found boxes cost in accuracy; see docs/finder.md.
import { fromSources } from './fromSources.mjs';

const { main } = await fromSources('framing.ts');
await main(process.argv[2], process.argv[3]);
