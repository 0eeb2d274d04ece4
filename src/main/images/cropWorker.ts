/** Entry of a worker thread that decodes photos and cuts crops, so that all cores of the machine do. */
import { parentPort } from 'node:worker_threads';
import { readCrops } from './crop';
import { lookAtPhotos } from './photoLook';
import type { CropWorkerTask } from './threadedCropReader';

if (parentPort === null) throw new Error('The crop worker runs in a worker thread only.');
const port = parentPort;

port.on('message', (task: CropWorkerTask) => {
  // What is wrong with a photo is in the answer; what is thrown here is a mistake, and ends the thread.
  void answer(task);
});

async function answer(task: CropWorkerTask): Promise<void> {
  if (task.kind === 'crops') {
    const batch = await readCrops(task.requests, task.specification);
    port.postMessage(batch, [batch.pixels.buffer]);
    return;
  }
  const looks = await lookAtPhotos(task.files, task.looking);
  const views = looks.flatMap((look) => ('ok' in look ? look.ok.viewed.views : []));
  port.postMessage(
    looks,
    views.map(({ pixels }) => pixels.buffer),
  );
}
