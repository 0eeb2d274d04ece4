/** So many at once… */
const burst = 10;
/** …and then one in this time. */
const refillMs = 1_000;
/** Of more callers than that only the newest are remembered. */
const mostCallers = 1_000;

interface Bucket {
  readonly left: number;
  readonly atMs: number;
}

/** Counts the attempts to log in of each caller: after ten in a row, one a second. */
export class Attempts {
  private readonly buckets = new Map<string, Bucket>();

  constructor(private readonly clock: () => number = () => performance.now()) {}

  /** Whether this caller may try now; if so, it counts as tried. */
  take(caller: string): boolean {
    const atMs = this.clock();
    const before = this.buckets.get(caller) ?? { left: burst, atMs };
    const left = Math.min(burst, before.left + (atMs - before.atMs) / refillMs);
    const good = left >= 1;
    // Set anew, so that the map's order is that of the last attempts.
    this.buckets.delete(caller);
    this.buckets.set(caller, { left: good ? left - 1 : left, atMs });
    for (const oldest of this.buckets.keys()) {
      if (this.buckets.size <= mostCallers) break;
      this.buckets.delete(oldest);
    }
    return good;
  }

  get retryAfterSeconds(): number {
    return Math.ceil(refillMs / 1000);
  }
}
