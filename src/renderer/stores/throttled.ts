/** Runs `work` at once, then at most every `everyMs`; the last call is never lost. */
export function throttled(work: () => void, everyMs: number): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let again = false;
  const rest = (): void => {
    timer = null;
    if (!again) return;
    again = false;
    run();
  };
  const run = (): void => {
    timer = setTimeout(rest, everyMs);
    work();
  };
  return () => {
    if (timer === null) run();
    else again = true;
  };
}
