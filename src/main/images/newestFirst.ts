interface Wish<Value> {
  readonly work: () => Promise<Value>;
  readonly result: Promise<Value>;
  readonly settle: { resolve: (value: Value) => void; reject: (reason: unknown) => void };
  wishers: number;
}

/**
 * Does a few pieces of work at a time, the newest wish first: what a person scrolled past waits behind what is
 * seen now. A wish for what is wished for already makes it new again; one that nobody waits for any more is
 * dropped, if it has not begun.
 */
export class NewestFirst<Value> {
  /** By key; the last is the newest. */
  private readonly waiting = new Map<string, Wish<Value>>();
  private readonly running = new Map<string, Wish<Value>>();

  constructor(private readonly atOnce: number) {}

  /** Rejects as the work does, or with the signal's reason. */
  async wish(key: string, work: () => Promise<Value>, signal: AbortSignal): Promise<Value> {
    signal.throwIfAborted();
    const wish = this.running.get(key) ?? this.renewed(key, work);
    wish.wishers += 1;
    this.start();
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.giveUp(key, wish);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      void wish.result.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
    });
  }

  /** When what is being done now is done. */
  async settled(): Promise<void> {
    await Promise.allSettled([...this.running.values()].map(({ result }) => result));
  }

  private renewed(key: string, work: () => Promise<Value>): Wish<Value> {
    const wish = this.waiting.get(key) ?? wishFor(work);
    this.waiting.delete(key);
    this.waiting.set(key, wish);
    return wish;
  }

  private giveUp(key: string, wish: Wish<Value>): void {
    wish.wishers -= 1;
    if (wish.wishers === 0 && this.waiting.get(key) === wish) this.waiting.delete(key);
  }

  private start(): void {
    while (this.running.size < this.atOnce && this.waiting.size > 0) {
      const [key, wish] = [...this.waiting].at(-1)!;
      this.waiting.delete(key);
      this.running.set(key, wish);
      void wish
        .work()
        .then(wish.settle.resolve, wish.settle.reject)
        .finally(() => {
          this.running.delete(key);
          this.start();
        });
    }
  }
}

function wishFor<Value>(work: () => Promise<Value>): Wish<Value> {
  const settle: Partial<Wish<Value>['settle']> = {};
  const result = new Promise<Value>((resolve, reject) => Object.assign(settle, { resolve, reject }));
  return { work, result, settle: settle as Wish<Value>['settle'], wishers: 0 };
}
