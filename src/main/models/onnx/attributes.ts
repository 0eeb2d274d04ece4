import { attributeTypes } from './schema';

export function ints(name: string, values: readonly number[]): object {
  return { name, type: attributeTypes.ints, ints: [...values] };
}

export function int(name: string, value: number): object {
  return { name, type: attributeTypes.int, i: value };
}

export function float(name: string, value: number): object {
  return { name, type: attributeTypes.float, f: value };
}

export function text(name: string, value: string): object {
  return { name, type: attributeTypes.string, s: Buffer.from(value) };
}
