/**
 * Entry of the worker thread that makes training batches ahead of the network, into memory it shares with
 * the trainer. Everything is a message, so nobody waits on a lock and a failure is an answer like another.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { failureOf } from '@shared/result';
import { createMultiHead } from '../heads/multiHead';
import { drawsByRow } from './balance';
import { batchIn } from './batch';
import { BatchMaker } from './batchMaker';
import { SampleOrder } from './order';
import { rowAlignment } from './rowAlignment';
import type { BatchWorkerData, FreeSlot, FromBatchWorker } from './workerMessages';

if (parentPort === null) throw new Error('The batch worker runs in a worker thread only.');
const port = parentPort;
const answer = (message: FromBatchWorker): void => port.postMessage(message);

try {
  const fill = slotFiller(workerData as BatchWorkerData);
  const answering = (slot: number): void => {
    try {
      fill(slot);
      answer({ type: 'filled', slot });
    } catch (error) {
      stop(error);
    }
  };
  port.on('message', (message: FreeSlot) => answering(message.slot));
} catch (error) {
  stop(error);
}

function slotFiller(data: BatchWorkerData): (slot: number) => void {
  const { configuration, context, faces } = data;
  const multiHead = createMultiHead(configuration.heads, context);
  const readers = multiHead.targetReaders(faces);
  const alignmentOf = rowAlignment(configuration, multiHead.heads, context, faces);
  const maker = new BatchMaker({ configuration, context, faces, readers, keepCrops: true, alignmentOf });
  const batches = data.slots.map((slot) => batchIn(slot, maker.shape(configuration.batchSize)));
  const { shuffle, seed, balance } = configuration;
  const draws = balance ? drawsByRow(balance, faces) : null;
  const order = new SampleOrder(shuffle, faces.count, seed, draws);
  let nextSample = data.firstSample;
  return (slot) => {
    maker.fillSamples(batches[slot]!, nextSample, (sample) => order.rowOf(sample));
    nextSample += configuration.batchSize;
  };
}

function stop(error: unknown): void {
  answer({ type: 'failed', failure: failureOf(error) });
  port.close();
}
