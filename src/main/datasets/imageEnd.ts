/** Whether a PNG's last chunk, IEND, is there with its checksum (W3C PNG, 11.2.5). */
export function hasPngEnd(bytes: Buffer): boolean {
  const lastChunk = bytes.lastIndexOf('IEND', undefined, 'latin1');
  return lastChunk >= 0 && lastChunk + 8 <= bytes.length;
}

/** Whether the boxes of an AVIF file, which each begin with their length, lie within it (ISO 14496-12, 4.2). */
export function hasAvifEnd(bytes: Buffer): boolean {
  let offset = 0;
  while (offset + 8 <= bytes.length) {
    let length = bytes.readUInt32BE(offset);
    if (length === 0) return true; // To the end of the file, wherever that is.
    if (length === 1) length = offset + 16 <= bytes.length ? Number(bytes.readBigUInt64BE(offset + 8)) : 0;
    if (length < 8) return false;
    offset += length;
  }
  return offset <= bytes.length;
}
