import type { Attribute } from '@shared/domain/attribute';
import { cachedSizePx, type InputConfiguration } from '@shared/learning/configuration';
import type { FaceTable } from '../faceTable';
import type { HeadContext } from '../heads/head';
import { attributeWidth } from '../heads/faceLabels';
import type { Random } from '../random';

/** Noise with labels, in memory: something of the right shape to time a training step on, or to test with. */
export function randomFaces(
  input: InputConfiguration,
  context: HeadContext,
  count: number,
  random: Random,
): FaceTable {
  const innerPx = cachedSizePx(input);
  const marginPx = Math.round(input.margin * innerPx);
  const sidePx = innerPx + 2 * marginPx;
  const pointCount = context.scheme.points.length;
  const numbers = (length: number, draw: () => number): Float32Array => Float32Array.from({ length }, draw);
  return {
    count,
    faceIds: Int32Array.from({ length: count }, (_, row) => row + 1),
    crops: {
      bytes: { memory: Uint8Array.from({ length: count * sidePx * sidePx * 3 }, () => random.integer(256)) },
      sidePx,
      marginPx,
    },
    cropRows: Int32Array.from({ length: count }, (_, row) => row),
    points: numbers(count * pointCount * 2, () => random.between(0, input.sizePx)),
    visibility: new Uint8Array(count * pointCount).fill(2),
    regions: numbers(count * 4, () => 0).map((_, index) => (index % 4 < 2 ? 0 : input.sizePx)),
    attributes: Object.fromEntries(
      context.attributes.map((attribute) => [
        attribute.id,
        numbers(count * attributeWidth(attribute), () => randomLabel(attribute, random)),
      ]),
    ),
  };
}

function randomLabel(attribute: Attribute, random: Random): number {
  switch (attribute.kind) {
    case 'category':
    case 'boolean':
      return random.integer(attribute.values.length);
    case 'tags':
      return random.integer(2);
    case 'number':
      return random.uniform();
  }
}
