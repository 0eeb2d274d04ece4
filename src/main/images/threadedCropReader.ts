import { Worker } from 'node:worker_threads';
import type { CropBatch, CropRequest } from './crop';
import type { CropReader } from './cropReader';
import type { CropSpecification } from './region';

/** Studio thread → crop worker; the answer is a `CropBatch`. */
export interface CropWorkerTask {
  readonly requests: readonly CropRequest[];
  readonly specification: CropSpecification;
}

interface WaitingTask extends CropWorkerTask {
  readonly resolve: (batch: CropBatch) => void;
  readonly reject: (reason: unknown) => void;
}

/** Hands each batch to a worker thread that has nothing to do. */
export class ThreadedCropReader implements CropReader {
  private readonly waiting: WaitingTask[] = [];
  private readonly idle: Worker[] = [];
  private readonly running = new Map<Worker, WaitingTask | null>();

  constructor(
    private readonly entry: string,
    readonly threads: number,
  ) {}

  read(requests: readonly CropRequest[], specification: CropSpecification): Promise<CropBatch> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ requests, specification, resolve, reject });
      this.assign();
    });
  }

  async close(): Promise<void> {
    const closed = new Error('The crop reader was closed.');
    for (const task of this.waiting.splice(0)) task.reject(closed);
    const workers = [...this.running];
    this.running.clear();
    await Promise.all(workers.map(([worker]) => worker.terminate()));
    for (const [, task] of workers) task?.reject(closed);
  }

  private assign(): void {
    while (this.waiting.length > 0) {
      const worker = this.idle.pop() ?? (this.running.size < this.threads ? this.startWorker() : undefined);
      if (!worker) return;
      const task = this.waiting.shift()!;
      this.running.set(worker, task);
      worker.postMessage({
        requests: task.requests,
        specification: task.specification,
      } satisfies CropWorkerTask);
    }
  }

  private startWorker(): Worker {
    // Flags for this process's main script (`--input-type`, say) are not for the worker's.
    const worker = new Worker(this.entry, { execArgv: [] });
    this.running.set(worker, null);
    worker.on('message', (batch: CropBatch) => {
      this.running.get(worker)?.resolve(batch);
      this.running.set(worker, null);
      this.idle.push(worker);
      this.assign();
    });
    worker.on('error', (error) => this.lose(worker, error));
    worker.on('exit', (code) =>
      this.lose(worker, new Error(`A thread that reads crops ended with code ${code}.`)),
    );
    return worker;
  }

  /** A worker that died fails its batch; the next batch gets a new worker. */
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
