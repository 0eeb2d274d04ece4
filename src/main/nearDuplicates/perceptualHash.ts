/** Side of the gray picture that a hash is made of. */
export const hashedSidePx = 32;
/** Of its spectrum's corner of low frequencies that the hash keeps. */
const keptFrequencies = 8;

/** cos(π/N · (x + ½) · u) for the kept frequencies u. Shape [keptFrequencies, hashedSidePx]. */
const cosines = Float64Array.from({ length: keptFrequencies * hashedSidePx }, (_, index) => {
  const [frequency, place] = [Math.floor(index / hashedSidePx), index % hashedSidePx];
  return Math.cos((Math.PI / hashedSidePx) * (place + 0.5) * frequency);
});

/** RGB bytes to gray of mean 0 and length 1, a uniform picture to zeros. Shapes [pixels, 3] and [pixels]. */
export function normalizedGray(rgb: Uint8Array): Float32Array {
  const gray = new Float32Array(rgb.length / 3);
  let sum = 0;
  for (let pixel = 0; pixel < gray.length; pixel += 1) {
    // Rec. 601.
    gray[pixel] = 0.299 * rgb[pixel * 3]! + 0.587 * rgb[pixel * 3 + 1]! + 0.114 * rgb[pixel * 3 + 2]!;
    sum += gray[pixel]!;
  }
  const mean = sum / gray.length;
  let squares = 0;
  for (let pixel = 0; pixel < gray.length; pixel += 1) {
    gray[pixel]! -= mean;
    squares += gray[pixel]! ** 2;
  }
  const length = Math.sqrt(squares);
  if (length < 1) return gray.fill(0);
  for (let pixel = 0; pixel < gray.length; pixel += 1) gray[pixel]! /= length;
  return gray;
}

/** The correlation of two pictures, −1…1: of what `normalizedGray` answers the sum of the products. */
export function correlation(first: Float32Array, second: Float32Array): number {
  let sum = 0;
  for (let pixel = 0; pixel < first.length; pixel += 1) sum += first[pixel]! * second[pixel]!;
  return sum;
}

/**
 * 64 bits that stay nearly the same when a picture is encoded again, scaled or made brighter (Zauner, "Implementation
 * and Benchmarking of Perceptual Image Hash Functions", 2010, section 3.2.1): of the discrete cosine transform the
 * corner of 8 × 8 low frequencies, each above the corner's median or not.
 *
 * @param gray [hashedSidePx, hashedSidePx]
 * @param hash two words for the bits
 */
export function perceptualHash(gray: Float32Array, hash: Uint32Array): void {
  const corner = lowFrequencies(gray);
  // The mean's own frequency says nothing: it is as bright as it is.
  const rest = corner.slice(1).sort();
  const median = rest[Math.floor(rest.length / 2)]!;
  hash.fill(0);
  corner.forEach((value, bit) => {
    if (bit > 0 && value > median) hash[bit >> 5]! |= 1 << (bit & 31);
  });
}

function lowFrequencies(gray: Float32Array): Float64Array {
  const rows = new Float64Array(hashedSidePx * keptFrequencies);
  for (let y = 0; y < hashedSidePx; y += 1) {
    for (let frequency = 0; frequency < keptFrequencies; frequency += 1) {
      let sum = 0;
      for (let x = 0; x < hashedSidePx; x += 1) {
        sum += gray[y * hashedSidePx + x]! * cosines[frequency * hashedSidePx + x]!;
      }
      rows[y * keptFrequencies + frequency] = sum;
    }
  }
  const corner = new Float64Array(keptFrequencies * keptFrequencies);
  for (let vertical = 0; vertical < keptFrequencies; vertical += 1) {
    for (let frequency = 0; frequency < keptFrequencies; frequency += 1) {
      let sum = 0;
      for (let y = 0; y < hashedSidePx; y += 1) {
        sum += rows[y * keptFrequencies + frequency]! * cosines[vertical * hashedSidePx + y]!;
      }
      corner[vertical * keptFrequencies + frequency] = sum;
    }
  }
  return corner;
}

/** Bits in which two hashes differ, each two words at its place of `hashes`. */
export function hashDistance(hashes: Uint32Array, first: number, second: number): number {
  return (
    bitsIn(hashes[first * 2]! ^ hashes[second * 2]!) +
    bitsIn(hashes[first * 2 + 1]! ^ hashes[second * 2 + 1]!)
  );
}

/** Hacker's Delight, 5-1. */
function bitsIn(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
