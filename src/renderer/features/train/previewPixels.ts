/** A picture's RGB bytes in base64, as a canvas takes them: with every pixel opaque. */
export function rgbaOf(base64: string): Uint8ClampedArray<ArrayBuffer> {
  const bytes = atob(base64);
  const pixels = bytes.length / 3;
  const rgba = new Uint8ClampedArray(pixels * 4);
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      rgba[pixel * 4 + channel] = bytes.charCodeAt(pixel * 3 + channel);
    }
    rgba[pixel * 4 + 3] = 255;
  }
  return rgba;
}
