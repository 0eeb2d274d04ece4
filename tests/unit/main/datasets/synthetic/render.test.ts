import { describe, expect, it } from 'vitest';
import { Camera } from '../../../../../src/main/datasets/synthetic/camera';
import { HeadShape } from '../../../../../src/main/datasets/synthetic/headShape';
import type { Person } from '../../../../../src/main/datasets/synthetic/person';
import { Renderer } from '../../../../../src/main/datasets/synthetic/render';
import { randomScene } from '../../../../../src/main/datasets/synthetic/scene';
import { Random } from '../../../../../src/main/learning/random';
import { person } from './people';

const sizePx = 200;
const framing = { pixelsPerUnit: 75, originX: 100, originY: 85 };
const plain: Partial<Person> = { pose: 'frontal', yaw: 0, pitch: 0, glasses: null, smile: false };
const renderer = new Renderer(sizePx, sizePx);

interface Drawn {
  readonly pixels: Buffer;
  /** Left eye, right eye, nose, left and right mouth corner. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

function draw(drawn: Person): Drawn {
  const shape = new HeadShape(drawn);
  const camera = new Camera({ yaw: drawn.yaw, pitch: drawn.pitch, roll: 0 });
  const scene = randomScene(Random.fromSeed(2));
  const pixels = renderer.render({ person: drawn, shape, scene, camera, framing }, Random.fromSeed(1));
  const points = shape.landmarks().map((point) => {
    const { x, y } = camera.project(point);
    return { x: framing.originX + x * framing.pixelsPerUnit, y: framing.originY + y * framing.pixelsPerUnit };
  });
  return { pixels, points };
}

/** Mean brightness of a square around a place. */
function brightness({ pixels }: Drawn, x: number, y: number, halfPx: number): number {
  let sum = 0;
  let count = 0;
  for (let row = Math.round(y) - halfPx; row <= Math.round(y) + halfPx; row += 1) {
    for (let column = Math.round(x) - halfPx; column <= Math.round(x) + halfPx; column += 1) {
      const at = (row * sizePx + column) * 3;
      sum += pixels[at]! + pixels[at + 1]! + pixels[at + 2]!;
      count += 3;
    }
  }
  return sum / count;
}

/** Mean difference of two pictures in the rows from `top` to `bottom`. */
function difference(first: Drawn, second: Drawn, top: number, bottom: number): number {
  const from = Math.round(top) * sizePx * 3;
  const to = Math.round(bottom) * sizePx * 3;
  let sum = 0;
  for (let at = from; at < to; at += 1) sum += Math.abs(first.pixels[at]! - second.pixels[at]!);
  return sum / (to - from);
}

describe('Renderer', () => {
  const somebody = person(11, plain);
  const straight = { ...somebody, expression: { ...somebody.expression, gazeX: 0, squint: 0 } };

  it('draws the same picture again, also after another one', () => {
    const first = draw(somebody).pixels;
    draw(person(12, plain));
    expect(draw(somebody).pixels.equals(first)).toBe(true);
    expect(draw(person(12, plain)).pixels.equals(first)).toBe(false);
  });

  it.each([21, 22, 23, 24, 25])('draws a pupil at each eye’s landmark (person %i)', (seed) => {
    const drawn = person(seed, plain);
    const { expression } = drawn;
    const picture = draw({ ...drawn, expression: { ...expression, gazeX: 0, squint: 0 } });
    for (const eye of picture.points.slice(0, 2)) {
      const beside = brightness(picture, eye.x, eye.y + 14, 2);
      // The glint lies up and to the left of the pupil.
      expect(brightness(picture, eye.x + 1, eye.y + 1, 1)).toBeLessThan(0.7 * beside);
    }
  });

  it('draws glasses around the eyes and nothing else', () => {
    const frame = {
      color: [0, 0, 0],
      width: 0.2,
      height: 0.15,
      squareness: 3,
      thickness: 0.02,
      tint: 0.9,
    } as const;
    const bare = draw(straight);
    const wearing = draw({ ...straight, glasses: frame });
    const [eye, , , corner] = bare.points;
    expect(difference(bare, wearing, eye!.y - 8, eye!.y + 8)).toBeGreaterThan(3);
    expect(difference(bare, wearing, corner!.y - 5, corner!.y + 30)).toBeLessThan(0.1);
  });

  it('shows teeth in an open smile, between the corners’ landmarks', () => {
    const smiling: Person = {
      ...straight,
      smile: true,
      skin: [0.2, 0.1, 0.07],
      beard: { stubble: 0, moustache: 0, chin: 0, cheeks: 0 },
      expression: { lift: 0.07, open: 0.05, teeth: true, squint: 0.2, gazeX: 0 },
    };
    const picture = draw(smiling);
    const [, , , left, right] = picture.points;
    const middleX = (left!.x + right!.x) / 2;
    const teethY = left!.y + 0.055 * framing.pixelsPerUnit;
    expect(brightness(picture, middleX, teethY, 1)).toBeGreaterThan(
      1.4 * brightness(picture, left!.x - 8, left!.y, 1),
    );
  });

  it('covers the chin with a beard', () => {
    const pale: Person = {
      ...straight,
      skin: [0.9, 0.7, 0.6],
      hair: { ...straight.hair, color: [0.01, 0.01, 0.01] },
    };
    const none = { stubble: 0, moustache: 0, chin: 0, cheeks: 0 };
    const shaven = draw({ ...pale, beard: none });
    const bearded = draw({ ...pale, beard: { ...none, chin: 0.9 } });
    const chinY = framing.originY + 0.85 * framing.pixelsPerUnit;
    expect(brightness(bearded, framing.originX, chinY, 3)).toBeLessThan(
      0.85 * brightness(shaven, framing.originX, chinY, 3),
    );
  });

  it.each(['left_profile', 'right_profile'] as const)(
    'shows the far eye’s side of a %s as background',
    (pose) => {
      const yaw = pose === 'left_profile' ? 1.1 : -1.1;
      const picture = draw({ ...straight, pose, yaw });
      const nose = picture.points[2]!;
      // Beyond the nose there is no face any more, on its other side there is.
      const outward = pose === 'left_profile' ? -1 : 1;
      const sceneOnly = draw({ ...straight, pose, yaw, skin: [0, 0, 0] });
      const changed = (x: number): number =>
        Math.abs(brightness(picture, x, nose.y, 1) - brightness(sceneOnly, x, nose.y, 1));
      expect(changed(nose.x + outward * 6)).toBeLessThan(0.5);
      expect(changed(nose.x - outward * 8)).toBeGreaterThan(5);
    },
  );
});
