/** Red, green and blue as linear light, 0 to 1: what lamps add and surfaces multiply. */
export type Color = readonly [number, number, number];

/** From `#rrggbb`. Light is taken for the square of what a file stores, which is near enough to sRGB's curve. */
export function colorOf(hex: string): Color {
  const channel = (at: number): number => (Number.parseInt(hex.slice(at, at + 2), 16) / 255) ** 2;
  return [channel(1), channel(3), channel(5)];
}

export function mixed(first: Color, second: Color, share: number): Color {
  const mix = (channel: 0 | 1 | 2): number => first[channel] + (second[channel] - first[channel]) * share;
  return [mix(0), mix(1), mix(2)];
}

export function scaled(color: Color, factor: number): Color {
  return [color[0] * factor, color[1] * factor, color[2] * factor];
}

/** One surface point's colour while layers are laid over it: reused for every pixel. */
export class Paint {
  red = 0;
  green = 0;
  blue = 0;
  /** How much of a lamp's glare the surface throws back. */
  gloss = 0;

  set(color: Color, gloss: number): void {
    this.red = color[0];
    this.green = color[1];
    this.blue = color[2];
    this.gloss = gloss;
  }

  /** Lays a colour over what is there; `cover` from 0 to 1. */
  lay(color: Color, cover: number): void {
    if (cover <= 0) return;
    const share = cover > 1 ? 1 : cover;
    this.red += (color[0] - this.red) * share;
    this.green += (color[1] - this.green) * share;
    this.blue += (color[2] - this.blue) * share;
  }

  multiply(factor: number): void {
    this.red *= factor;
    this.green *= factor;
    this.blue *= factor;
  }
}

/** 0 below `low`, 1 above `high`, smooth between; falls when `low` is above `high`. */
export function smoothstep(low: number, high: number, value: number): number {
  const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
  return share * share * (3 - 2 * share);
}
