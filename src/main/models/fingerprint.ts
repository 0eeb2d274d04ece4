import { createHash } from 'node:crypto';
import type { Checkpoint } from '../learning/checkpoints/checkpoint';
import { parametersOf } from './parameters';
import { rawBytes } from '../protobuf';

/** SHA-256 of the names, shapes and numbers of a checkpoint's weights: the same in every format. */
export function fingerprintOf(checkpoint: Checkpoint): string {
  const hash = createHash('sha256');
  for (const [name, { shape, values }] of parametersOf(checkpoint)) {
    hash.update(`${name} ${shape.join('×')}\n`).update(rawBytes(values));
  }
  return hash.digest('hex');
}
