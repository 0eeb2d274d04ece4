/** A feature of `tf.train.Example`: a list of one kind. */
export type Feature =
  | { readonly bytes: readonly (string | Uint8Array)[] }
  | { readonly floats: readonly number[] }
  | { readonly integers: readonly number[] };

/** `tf.train.Example` in protocol buffers' encoding (tensorflow/core/example/example.proto, feature.proto). */
export function exampleOf(features: Readonly<Record<string, Feature>>): Buffer {
  const entries = Object.entries(features).map(([name, feature]) =>
    field(1, Buffer.concat([field(1, Buffer.from(name)), field(2, encodeFeature(feature))])),
  );
  return field(1, Buffer.concat(entries));
}

function encodeFeature(feature: Feature): Buffer {
  if ('bytes' in feature)
    return field(1, Buffer.concat(feature.bytes.map((one) => field(1, Buffer.from(one as string)))));
  if ('floats' in feature) {
    const values = Buffer.from(Float32Array.from(feature.floats).buffer);
    return field(2, field(1, values));
  }
  return field(3, field(1, Buffer.concat(feature.integers.map(varint))));
}

const lengthDelimited = 2;

function field(number: number, content: Uint8Array): Buffer {
  return Buffer.concat([varint((number << 3) | lengthDelimited), varint(content.length), content]);
}

/** Seven bits a byte, the lowest first; for whole numbers from 0. */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return Buffer.from([...bytes, rest]);
}
