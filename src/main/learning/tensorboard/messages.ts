import protobuf from 'protobufjs/light.js';

/**
 * What an event file holds, of TensorFlow's `event.proto` and `summary.proto`: the fields that are written here, by
 * their numbers there.
 */
const { nested } = {
  nested: {
    Event: {
      oneofs: { what: { oneof: ['fileVersion', 'summary', 'sessionLog'] } },
      fields: {
        wallTime: { type: 'double', id: 1 },
        step: { type: 'int64', id: 2 },
        fileVersion: { type: 'string', id: 3 },
        summary: { type: 'Summary', id: 5 },
        sessionLog: { type: 'SessionLog', id: 7 },
      },
    },
    SessionLog: { fields: { status: { type: 'int32', id: 1 } } },
    Summary: { fields: { value: { rule: 'repeated', type: 'Value', id: 1 } } },
    Value: {
      oneofs: { value: { oneof: ['simpleValue', 'image', 'histo'] } },
      fields: {
        tag: { type: 'string', id: 1 },
        simpleValue: { type: 'float', id: 2 },
        image: { type: 'Image', id: 4 },
        histo: { type: 'Histogram', id: 5 },
      },
    },
    Image: {
      fields: {
        height: { type: 'int32', id: 1 },
        width: { type: 'int32', id: 2 },
        colorspace: { type: 'int32', id: 3 },
        encodedImageString: { type: 'bytes', id: 4 },
      },
    },
    Histogram: {
      fields: {
        min: { type: 'double', id: 1 },
        max: { type: 'double', id: 2 },
        num: { type: 'double', id: 3 },
        sum: { type: 'double', id: 4 },
        sumSquares: { type: 'double', id: 5 },
        bucketLimit: { rule: 'repeated', type: 'double', id: 6 },
        bucket: { rule: 'repeated', type: 'double', id: 7 },
      },
    },
  },
};

/** `num` values between `min` and `max`: `bucket[i]` of them up to `bucketLimit[i]`, above the limit before. */
export interface Histogram {
  readonly min: number;
  readonly max: number;
  readonly num: number;
  readonly sum: number;
  readonly sumSquares: number;
  readonly bucketLimit: readonly number[];
  readonly bucket: readonly number[];
}

export interface EncodedImage {
  readonly height: number;
  readonly width: number;
  /** 3: RGB. */
  readonly colorspace: 3;
  /** A PNG file. */
  readonly encodedImageString: Uint8Array;
}

export type SummaryValue = { readonly tag: string } & (
  { readonly simpleValue: number } | { readonly image: EncodedImage } | { readonly histo: Histogram }
);

export type BoardEvent = {
  /** Seconds since 1970. */
  readonly wallTime: number;
  readonly step: number;
} & (
  | { readonly fileVersion: string }
  | { readonly summary: { readonly value: readonly SummaryValue[] } }
  | { readonly sessionLog: { readonly status: number } }
);

/** `SessionLog.START`: what was written of this step and later ones before is no longer so. */
export const sessionStarts = 1;

const eventType = protobuf.Root.fromJSON({ nested }).lookupType('Event');

export function encodeEvent(event: BoardEvent): Uint8Array {
  return eventType.encode(event).finish();
}

export function decodeEvent(bytes: Uint8Array): BoardEvent {
  return eventType.toObject(eventType.decode(bytes), { longs: Number, defaults: true }) as BoardEvent;
}
