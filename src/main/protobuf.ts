import protobuf from 'protobufjs';

/** Encodes a message of a schema in protobuf's own language; fields are named as the schema names them. */
export function protobufEncoder(schema: string, message: string): (value: object) => Uint8Array {
  const type = protobuf.parse(schema, { keepCase: true }).root.lookupType(message);
  return (value) => {
    const mistake = type.verify(value);
    if (mistake !== null) throw new TypeError(`${message}: ${mistake}`);
    return type.encode(type.fromObject(value)).finish();
  };
}

/** Little-endian, as protobuf formats keep raw numbers. */
export function rawBytes(values: Float32Array | BigInt64Array | Int32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
