/** Entry of a worker thread that decodes photos and cuts crops, so that all cores of the machine do. */
import { parentPort } from 'node:worker_threads';
import { readCrops } from './crop';
import type { CropWorkerTask } from './threadedCropReader';

if (parentPort === null) throw new Error('The crop worker runs in a worker thread only.');
const port = parentPort;

port.on('message', (task: CropWorkerTask) => {
  // What is wrong with a photo is in the batch; what is thrown here is a mistake, and ends the thread.
  void readCrops(task.requests, task.specification).then((batch) =>
    port.postMessage(batch, [batch.pixels.buffer]),
  );
});
