/**
 * One stage of a pipeline: works on what comes from `source`, on `atOnce` things at a time, without waiting for
 * whoever takes the results, and hands them on in the order in which they came. At most `room` results are under
 * way or waiting to be taken, so that a slow taker holds the stage back, and it the stage before.
 *
 * What the source or the work throws is thrown where its result would have come. Whoever stops taking stops the
 * stage; what is under way then is let go.
 */
export async function* stage<In, Out>(
  source: AsyncIterable<In>,
  work: (item: In) => Promise<Out>,
  { atOnce, room = atOnce + 1 }: { readonly atOnce: number; readonly room?: number },
): AsyncGenerator<Out> {
  const results: Promise<Out>[] = [];
  let [working, isEnded, isLeft] = [0, false, false];
  const changed = new Turnstile();

  const take = (item: In): void => {
    working += 1;
    const result = work(item).finally(() => {
      working -= 1;
      changed.open();
    });
    // Its failure is told where it is awaited, which nobody may get to.
    result.catch(() => undefined);
    results.push(result);
  };
  const pump = async (): Promise<void> => {
    try {
      for await (const item of source) {
        // Left while this item came.
        if (isLeft) return;
        take(item);
        changed.open();
        while (!isLeft && (working >= atOnce || results.length >= room)) await changed.passed();
        if (isLeft) return;
      }
    } catch (thrown) {
      const failed = Promise.reject(thrown as Error);
      failed.catch(() => undefined);
      results.push(failed);
    } finally {
      isEnded = true;
      changed.open();
    }
  };

  void pump();
  try {
    for (;;) {
      const [first] = results;
      if (first) {
        const result = await first;
        results.shift();
        changed.open();
        yield result;
      } else if (isEnded) return;
      else await changed.passed();
    }
  } finally {
    // The pump is not waited for: its source may be one that waits for photos to come.
    isLeft = true;
    changed.open();
  }
}

/** Lets through everybody who waits, each time that it opens. */
class Turnstile {
  private waiting: (() => void)[] = [];

  open(): void {
    for (const pass of this.waiting.splice(0)) pass();
  }

  passed(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}

/** A list in pieces of `size`, as a stage takes them. */
export async function* inPieces<Item>(items: readonly Item[], size: number): AsyncGenerator<readonly Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
