import type { Histogram } from './messages';

const bucketCount = 30;

/** Thirty buckets of one width, as TensorFlow 2 makes them; one where all values are the same. */
export function histogramOf(values: Float32Array): Histogram {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let sumSquares = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]!;
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
    sumSquares += value * value;
  }
  const whole = { min, max, num: values.length, sum, sumSquares };
  if (min === max) return { ...whole, bucketLimit: [max], bucket: [values.length] };
  const width = (max - min) / bucketCount;
  const bucket = new Array<number>(bucketCount).fill(0);
  for (let index = 0; index < values.length; index += 1) {
    const place = Math.floor((values[index]! - min) / width);
    bucket[Math.min(place, bucketCount - 1)]! += 1;
  }
  const bucketLimit = bucket.map((_, place) => (place === bucketCount - 1 ? max : min + (place + 1) * width));
  return { ...whole, bucketLimit, bucket };
}
