import type { Mistake, Mistakes } from '@shared/contract/inspect';
import type { Failure, Result } from '@shared/result';

type Fetch = (offset: number, limit: number) => Promise<Result<Mistakes>>;

/** The ranked list as far as it was looked at, fetched a page at a time. */
export class MistakePages {
  private readonly pages = new Map<number, readonly Mistake[]>();
  private readonly asked = new Set<number>();

  constructor(
    private readonly fetch: Fetch,
    private readonly hooks: {
      readonly arrived: (total: number) => void;
      readonly failed: (failure: Failure) => void;
    },
    private readonly pageSize = 60,
    private readonly mostPages = 20,
  ) {}

  at(index: number): Mistake | undefined {
    return this.pages.get(Math.floor(index / this.pageSize))?.[index % this.pageSize];
  }

  /** Sees to it that the rows from `first` to `last` are there or on their way. */
  want(first: number, last: number): void {
    const lastPage = Math.floor(Math.max(first, last) / this.pageSize);
    for (let number = Math.floor(first / this.pageSize); number <= lastPage; number += 1) {
      if (!this.pages.has(number)) void this.bring(number);
    }
  }

  private async bring(number: number): Promise<void> {
    if (this.asked.has(number)) return;
    this.asked.add(number);
    const answer = await this.fetch(number * this.pageSize, this.pageSize);
    this.asked.delete(number);
    if ('error' in answer) {
      this.hooks.failed(answer.error);
      return;
    }
    this.pages.set(number, answer.ok.mistakes);
    for (const oldest of this.pages.keys()) {
      if (this.pages.size <= this.mostPages) break;
      this.pages.delete(oldest);
    }
    this.hooks.arrived(answer.ok.total);
  }
}
