import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Reads event files by the published description of the formats alone: nothing of what writes them is used. */
export interface ReadEvent {
  readonly file: string;
  readonly step: number;
  readonly version: string | null;
  readonly sessionStatus: number | null;
  readonly values: readonly ReadValue[];
}

export interface ReadValue {
  readonly tag: string;
  readonly scalar: number | null;
  readonly image: { readonly width: number; readonly height: number; readonly png: Buffer } | null;
  readonly histogram:
    | ({
        readonly [name in 'min' | 'max' | 'num' | 'sum' | 'sumSquares']: number;
      } & { readonly limits: number[]; readonly counts: number[] })
    | null;
}

export function readEventFiles(folder: string): ReadEvent[] {
  return readdirSync(folder)
    .filter((name) => name.includes('tfevents'))
    .sort()
    .flatMap((file) => framed(readFileSync(join(folder, file))).map((data) => eventIn(data, file)));
}

/** Of every event, one line a value: `step tag`. */
export function stepsAndTags(events: readonly ReadEvent[]): string[] {
  return events.flatMap(({ step, values }) => values.map(({ tag }) => `${step} ${tag}`));
}

function framed(file: Buffer): Buffer[] {
  const records: Buffer[] = [];
  for (let at = 0; at < file.length;) {
    const length = Number(file.readBigUInt64LE(at));
    records.push(file.subarray(at + 12, at + 12 + length));
    at += 16 + length;
  }
  return records;
}

function eventIn(data: Buffer, file: string): ReadEvent {
  const fields = fieldsOf(data);
  const text = fields.get(3)?.[0] as Buffer | undefined;
  const session = fields.get(7)?.[0] as Buffer | undefined;
  const summary = fields.get(5)?.[0] as Buffer | undefined;
  return {
    file,
    step: (fields.get(2)?.[0] as number | undefined) ?? 0,
    version: text?.toString() ?? null,
    sessionStatus: session ? (fieldsOf(session).get(1)![0] as number) : null,
    values: summary ? (fieldsOf(summary).get(1) as Buffer[]).map(valueIn) : [],
  };
}

function valueIn(data: Buffer): ReadValue {
  const fields = fieldsOf(data);
  const scalar = fields.get(2)?.[0] as Buffer | undefined;
  const image = fields.get(4)?.[0] as Buffer | undefined;
  const histogram = fields.get(5)?.[0] as Buffer | undefined;
  return {
    tag: (fields.get(1)![0] as Buffer).toString(),
    scalar: scalar?.readFloatLE() ?? null,
    image: image ? imageIn(fieldsOf(image)) : null,
    histogram: histogram ? histogramIn(fieldsOf(histogram)) : null,
  };
}

function imageIn(fields: Fields): NonNullable<ReadValue['image']> {
  const [height, width, colors, png] = [1, 2, 3, 4].map((id) => fields.get(id)![0]);
  if (colors !== 3) throw new Error('The picture is not RGB.');
  return { height: height as number, width: width as number, png: png as Buffer };
}

function histogramIn(fields: Fields): NonNullable<ReadValue['histogram']> {
  const number = (id: number): number => (fields.get(id)?.[0] as Buffer | undefined)?.readDoubleLE() ?? 0;
  const numbers = (id: number): number[] => {
    const packed = fields.get(id)![0] as Buffer;
    return Array.from({ length: packed.length / 8 }, (_, index) => packed.readDoubleLE(index * 8));
  };
  return {
    ...{ min: number(1), max: number(2), num: number(3), sum: number(4), sumSquares: number(5) },
    ...{ limits: numbers(6), counts: numbers(7) },
  };
}

/** A message's fields by their numbers (protobuf.dev/programming-guides/encoding): numbers as such, the rest as bytes. */
type Fields = ReadonlyMap<number, readonly (number | Buffer)[]>;

function fieldsOf(data: Buffer): Fields {
  const fields = new Map<number, (number | Buffer)[]>();
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = data[at]!;
      at += 1;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  const bytes = (length: number): Buffer => {
    at += length;
    return data.subarray(at - length, at);
  };
  while (at < data.length) {
    const key = varint();
    const [id, wire] = [key >>> 3, key & 7];
    const value = wire === 0 ? varint() : bytes(wire === 1 ? 8 : wire === 5 ? 4 : varint());
    fields.set(id, [...(fields.get(id) ?? []), value]);
  }
  return fields;
}
