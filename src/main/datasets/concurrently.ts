/**
 * Maps with at most `limit` calls under way at a time; results in the order of `values`. After a failure no more
 * are started, and it is thrown when those under way have ended: nothing goes on behind the caller's back.
 */
export async function mapConcurrently<Value, Mapped>(
  values: readonly Value[],
  limit: number,
  map: (value: Value) => Promise<Mapped>,
): Promise<Mapped[]> {
  const mapped = new Array<Mapped>(values.length);
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < values.length) {
      const index = next;
      next += 1;
      try {
        mapped[index] = await map(values[index]!);
      } catch (thrown) {
        next = values.length;
        throw thrown;
      }
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: Math.min(limit, values.length) }, work));
  for (const worker of workers) if (worker.status === 'rejected') throw worker.reason;
  return mapped;
}
