/** Entry of a worker thread that draws faces, so that all cores of the machine do. */
import { parentPort } from 'node:worker_threads';
import { failureOf } from '@shared/result';
import { failWriting } from '../archive/fileFailures';
import type { PortraitAnswer, PortraitTask } from './portraitThreads';
import { writePortraits } from './portraitFiles';

if (parentPort === null) throw new Error('The portrait worker runs in a worker thread only.');
const port = parentPort;

port.on('message', ({ folder, seed, places }: PortraitTask) => {
  writePortraits(folder, seed, places)
    .catch((thrown: unknown) => failWriting(thrown, folder))
    .then(
      (rows): PortraitAnswer => ({ ok: rows }),
      (thrown: unknown): PortraitAnswer => ({ error: failureOf(thrown) }),
    )
    .then((answer) => port.postMessage(answer));
});
