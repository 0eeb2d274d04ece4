/** The memory of arrays that have it to themselves, which can change hands. */
export function wholeBuffers(arrays: readonly Uint8Array[]): ArrayBuffer[] {
  const own = arrays.flatMap(({ buffer, byteLength }) =>
    buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [],
  );
  return [...new Set(own)];
}

/**
 * Gives back the memory of arrays that nobody looks at any more; those that have it to themselves are empty then. The
 * collector would get to it too, but for it a decoded photo is a small object: many wait for it, of tens of megabytes each.
 */
export function letGo(...arrays: readonly Uint8Array[]): void {
  for (const buffer of wholeBuffers(arrays)) buffer.transfer(0);
}
