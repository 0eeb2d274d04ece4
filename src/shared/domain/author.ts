/** As whom a step is recorded that takes over a run's word: both are named. */
export function acceptedFrom(run: string, person: string): string {
  return `${run} (run), accepted by ${person}`;
}

/** The run whose word a step took over, by the name under which it was recorded; null for any other step. */
export function runTakenOver(who: string): string | null {
  return /^(.+) \(run\), accepted by /.exec(who)?.[1] ?? null;
}
