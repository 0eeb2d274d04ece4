import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { eventLogFile, readLoggedEvent } from '../learning/estimator/eventLog';
import { StepLog } from './stepLog';

/** Logs that are kept, so that going to and fro between runs reads none twice. */
const mostKept = 6;
const kept = new Map<string, { readonly state: string; readonly log: StepLog }>();

/**
 * The log of a run that is not at work in this process (another one may be writing it); empty where there is none.
 * Line by line: the studio goes on answering meanwhile. What is kept is used while the file is what it was.
 */
export async function readStepLog(runFolder: string): Promise<StepLog> {
  const file = eventLogFile(runFolder);
  const stats = await stat(file).catch(() => null);
  if (stats === null) return new StepLog();
  const state = `${stats.size} ${stats.mtimeMs}`;
  const known = kept.get(file);
  if (known?.state === state) return known.log;
  const log = new StepLog();
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    const event = readLoggedEvent(line);
    if (event) log.append(event);
  }
  kept.delete(file);
  kept.set(file, { state, log });
  for (const oldest of [...kept.keys()].slice(0, -mostKept)) kept.delete(oldest);
  return log;
}
