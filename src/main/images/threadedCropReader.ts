import { Worker } from 'node:worker_threads';
import type { Result } from '@shared/result';
import type { CropBatch, CropRequest } from './crop';
import type { CropReader } from './cropReader';
import { largeDecodesRoom, leaveLargeDecodes } from './largeDecodes';
import { wholeBuffers } from './letGo';
import type { PhotoLook, PhotoLooking } from './photoLook';
import type { CropSpecification } from './region';

/** Studio thread → crop worker; the answer is a `CropBatch`, or a list of looks. */
export type CropWorkerTask =
  | {
      readonly kind: 'crops';
      readonly requests: readonly CropRequest[];
      readonly specification: CropSpecification;
    }
  | { readonly kind: 'looks'; readonly files: readonly string[]; readonly looking: PhotoLooking };

type CropWorkerAnswer = CropBatch | Result<PhotoLook>[];

interface WaitingTask {
  readonly task: CropWorkerTask;
  readonly resolve: (answer: CropWorkerAnswer) => void;
  readonly reject: (reason: unknown) => void;
}

/** Hands each task to a worker thread that has nothing to do. */
export class ThreadedCropReader implements CropReader {
  private readonly waiting: WaitingTask[] = [];
  private readonly idle: Worker[] = [];
  private readonly running = new Map<Worker, WaitingTask | null>();

  constructor(
    private readonly entry: string,
    readonly threads: number,
  ) {}

  read(requests: readonly CropRequest[], specification: CropSpecification): Promise<CropBatch> {
    return this.asked<CropBatch>({ kind: 'crops', requests, specification });
  }

  look(files: readonly string[], looking: PhotoLooking): Promise<Result<PhotoLook>[]> {
    return this.asked<Result<PhotoLook>[]>({ kind: 'looks', files, looking });
  }

  async close(): Promise<void> {
    const closed = new Error('The crop reader was closed.');
    for (const task of this.waiting.splice(0)) task.reject(closed);
    const workers = [...this.running];
    this.running.clear();
    await Promise.all(workers.map(([worker]) => worker.terminate()));
    for (const [, task] of workers) task?.reject(closed);
  }

  /** The worker answers each kind of task with its kind of answer. */
  private asked<Answer extends CropWorkerAnswer>(task: CropWorkerTask): Promise<Answer> {
    return new Promise<CropWorkerAnswer>((resolve, reject) => {
      this.waiting.push({ task, resolve, reject });
      this.assign();
    }) as Promise<Answer>;
  }

  private assign(): void {
    while (this.waiting.length > 0) {
      const worker = this.idle.pop() ?? (this.running.size < this.threads ? this.startWorker() : undefined);
      if (!worker) return;
      const waiting = this.waiting.shift()!;
      this.running.set(worker, waiting);
      worker.postMessage(waiting.task, handedOver(waiting.task));
    }
  }

  private startWorker(): Worker {
    // Flags for this process's main script (`--input-type`, say) are not for the worker's.
    const worker = new Worker(this.entry, { execArgv: [], workerData: largeDecodesRoom });
    const thread = worker.threadId;
    this.running.set(worker, null);
    worker.on('message', (answer: CropWorkerAnswer) => {
      this.running.get(worker)?.resolve(answer);
      this.running.set(worker, null);
      this.idle.push(worker);
      this.assign();
    });
    worker.on('error', (error) => this.lose(worker, error));
    worker.on('exit', (code) => {
      leaveLargeDecodes(thread);
      this.lose(worker, new Error(`A thread that reads crops ended with code ${code}.`));
    });
    return worker;
  }

  /** A worker that died fails its task; the next one gets a new worker. */
  private lose(worker: Worker, reason: Error): void {
    if (!this.running.has(worker)) return;
    const task = this.running.get(worker);
    this.running.delete(worker);
    const position = this.idle.indexOf(worker);
    if (position >= 0) this.idle.splice(position, 1);
    task?.reject(reason);
    this.assign();
  }
}

/** What was decoded before goes to the thread as it lies, without a copy. */
function handedOver(task: CropWorkerTask): ArrayBuffer[] {
  if (task.kind === 'looks') return [];
  return wholeBuffers(task.requests.flatMap(({ decoded }) => (decoded ? [decoded.pixels] : [])));
}
