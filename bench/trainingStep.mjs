// Runs trainingStep.ts from its sources.
import { fromSources } from './fromSources.mjs';

const { main } = await fromSources('trainingStep.ts');
await main();
