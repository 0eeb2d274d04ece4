export type ByteOrder = 'II' | 'MM';

/** An EXIF segment (APP1) whose first directory holds the orientation after `tagsBefore` other tags. */
export function exifSegment(orientation: number, order: ByteOrder, tagsBefore = 1): Buffer {
  const little = order === 'II';
  const tiff = Buffer.alloc(8 + 2 + (tagsBefore + 1) * 12 + 4);
  const short = (value: number, at: number): number =>
    little ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at);
  const long = (value: number, at: number): number =>
    little ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at);
  tiff.write(order, 0, 'latin1');
  short(42, 2);
  long(8, 4);
  short(tagsBefore + 1, 8);
  for (let entry = 0; entry <= tagsBefore; entry += 1) {
    const at = 10 + entry * 12;
    // Resolution units (0x0128) come first here; a decoder takes tags in any order.
    short(entry === tagsBefore ? 0x0112 : 0x0128, at);
    short(3, at + 2);
    long(1, at + 4);
    short(entry === tagsBefore ? orientation : 2, at + 8);
  }
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]));
}

/** A JPEG segment with its marker and length. */
export function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** The JPEG with segments put right after its start. */
export function withSegments(jpeg: Buffer, ...segments: readonly Buffer[]): Buffer {
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
}
