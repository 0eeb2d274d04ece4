export { maxPool } from '../kernels/maxPool';

/** Side of a map after `maxPool`. */
export function pooledSize(sizePx: number): number {
  return Math.floor(sizePx / 2);
}
