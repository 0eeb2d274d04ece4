import type { Random } from '../../learning/random';
import { type Color, colorOf, mixed, scaled } from './color';

/** Lamps and what is behind the person. */
export interface Scene {
  /** Towards the lamp, of length 1; z towards the viewer. */
  readonly lamp: readonly [number, number, number];
  readonly lampColor: Color;
  /** Light from everywhere above, and thrown back from below. */
  readonly sky: Color;
  readonly ground: Color;
  readonly exposure: number;
  readonly backdrop: Backdrop;
}

export interface Backdrop {
  readonly top: Color;
  readonly bottom: Color;
  /** Things out of focus: place and size as shares of the picture. */
  readonly spots: readonly {
    readonly x: number;
    readonly y: number;
    readonly size: number;
    readonly color: Color;
    readonly cover: number;
  }[];
}

const lamps = ['#fff1de', '#ffe0b8', '#f3f5ff', '#fff8f0', '#ffd9b0'].map(colorOf);
const walls = [
  '#8fa3b0',
  '#c9c2b4',
  '#4d5a4f',
  '#2c2f3a',
  '#a8785a',
  '#d9dde2',
  '#5c7f9b',
  '#7d8f5c',
  '#6b4a4a',
].map(colorOf);

export function randomScene(random: Random): Scene {
  const sideways = random.between(-1.1, 1.1);
  const above = random.between(0.1, 0.9);
  const contrast = random.uniform();
  const lamp = direction(sideways, above);
  const wall = pick(random, walls);
  return {
    lamp,
    lampColor: scaled(pick(random, lamps), 0.5 + 0.5 * contrast),
    sky: scaled([0.95, 0.98, 1.05], 0.5 - 0.24 * contrast),
    ground: scaled(mixed([1, 0.9, 0.8], wall, 0.4), 0.3 - 0.12 * contrast),
    exposure: random.between(0.8, 1.15),
    backdrop: {
      top: scaled(wall, random.between(0.5, 1.2)),
      bottom: mixed(scaled(wall, random.between(0.3, 0.9)), pick(random, walls), random.between(0, 0.5)),
      spots: Array.from({ length: random.integer(9) }, () => ({
        x: random.uniform(),
        y: random.uniform(),
        size: random.between(0.06, 0.35),
        color: scaled(pick(random, walls), random.between(0.4, 1.6)),
        cover: random.between(0.2, 0.75),
      })),
    },
  };
}

function direction(sideways: number, above: number): [number, number, number] {
  return [Math.sin(sideways) * Math.cos(above), -Math.sin(above), Math.cos(sideways) * Math.cos(above)];
}

function pick<Value>(random: Random, values: readonly Value[]): Value {
  return values[random.integer(values.length)]!;
}
