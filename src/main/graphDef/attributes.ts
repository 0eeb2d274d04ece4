/** Values of a node's attributes. */

export function list(i: readonly number[]): object {
  return { list: { i: [...i] } };
}

export function text(value: string): object {
  return { s: Buffer.from(value) };
}

export function number(value: number): object {
  return { i: value };
}

export function flag(value: boolean): object {
  return { b: value };
}
