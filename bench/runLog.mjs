// Runs runLog.ts from its sources.
import { fromSources } from './fromSources.mjs';

const { main } = await fromSources('runLog.ts');
await main();
