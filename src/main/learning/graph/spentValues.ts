/** One operation of a network: what it reads, and what it makes of it. */
export interface Step<Value> {
  readonly reads: readonly Value[];
  readonly makes: Value;
}

/**
 * By step, what it and those before have made and no later one reads: to be let go then, since the answers of all layers
 * together are megabytes a face. What no step makes (weights, the network's input) is not among them, nor are the outputs.
 */
export function spentValues<Value>(steps: readonly Step<Value>[], outputs: readonly Value[]): Value[][] {
  const last = new Map<Value, number>();
  for (const [at, { reads, makes }] of steps.entries()) {
    for (const value of [makes, ...reads]) last.set(value, at);
  }
  const passing = steps.map(({ makes }) => makes).filter((value) => !outputs.includes(value));
  return steps.map((_, at) => passing.filter((value) => last.get(value) === at));
}
