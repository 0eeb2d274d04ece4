import { createHash } from 'node:crypto';
import { z } from 'zod';
import { partsByChance, type RunStart } from '@shared/domain/runStart';
import type { FrozenTrunk } from '@shared/learning/configuration';
import type { StartWeights } from '../learning/checkpoints/startWeights';
import { runFile } from './runFile';

const file = runFile<RunStart>(
  'start.json',
  z.object({
    from: z.string(),
    kind: z.enum(['run', 'model']),
    checkpointStep: z.number().nullable(),
    layers: z.array(z.string()),
    heads: z.array(z.string()),
    byChance: z.array(z.object({ part: z.string(), reason: z.string() })),
    hash: z.string(),
  }),
);

export function writeRunStart(runFolder: string, start: RunStart): void {
  file.write(runFolder, start);
}

/** Null for a run that began by chance, or before this was written down. */
export function readRunStart(runFolder: string): RunStart | null {
  return file.read(runFolder);
}

/** Of the parameters by their names, whatever order they come in. */
export function startHash(weights: StartWeights): string {
  const hash = createHash('sha256');
  for (const name of [...weights.keys()].sort()) {
    const { buffer, byteOffset, byteLength, length } = weights.get(name)!;
    hash.update(`${name} ${length}\n`).update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest('hex');
}

/** For the terminal and for a model card. */
export function startInWords(
  start: RunStart,
  frozenTrunk: FrozenTrunk | undefined,
  isFrozenThroughout = false,
): string {
  const { from, kind, checkpointStep, heads } = start;
  const chance = partsByChance(start);
  const source =
    kind === 'run'
      ? `the run “${from}” (its checkpoint of step ${(checkpointStep ?? 0).toLocaleString('en')}, the best in validation)`
      : `the model ${from}`;
  const trunk =
    chance.layers.length === 0 ? 'its whole trunk' : `its trunk but for ${chance.layers.join(', ')}`;
  const taken = heads.length === 0 ? trunk : `${trunk} and its ${counted(heads)}`;
  const anew = chance.heads.length === 0 ? '' : `; by chance began the ${counted(chance.heads)}`;
  return `It began from ${source}: ${taken}${anew}. ${isFrozenThroughout ? 'The trunk stayed as it was for the whole run: only the heads learnt.' : frozenInWords(frozenTrunk)}`;
}

function counted(heads: readonly string[]): string {
  return `${heads.length === 1 ? 'head' : 'heads'} ${heads.join(', ')}`;
}

function frozenInWords(frozenTrunk: FrozenTrunk | undefined): string {
  if (frozenTrunk === undefined) return 'The trunk learnt from the first step on.';
  const { epochs, fineTuneRate } = frozenTrunk;
  return `The trunk stayed as it was for ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}; after them everything learns, at a learning rate of ${fineTuneRate} at most.`;
}
