import { type Color, colorOf, mixed, type Paint, scaled, smoothstep } from './color';
import type { HeadShape } from './headShape';
import type { Noise } from './noise';
import type { Person } from './person';

const eyeWhite = colorOf('#e9e4de');
const black = colorOf('#0b0908');
const mouthDark = colorOf('#2a0d0d');
const teeth = colorOf('#f1ece2');
const blush = colorOf('#c8524a');
const shine: Color = [1, 1, 1];
/** Lids open further above their corners than below: that far the corners lie under the eye's middle. */
const eyeMiddle = 0.012;

/** Paints the skin of one person: the features that are colour and not form. Places are seen from the front. */
export class FacePaint {
  private readonly hairTone: Color;
  private readonly fold: Color;
  private readonly shadow: Color;

  /** `blur`: the width of a pixel in head units, over which edges are softened. */
  constructor(
    private readonly person: Person,
    private readonly shape: HeadShape,
    private readonly noise: Noise,
    private readonly blur: number,
  ) {
    this.hairTone = mixed(scaled(person.hair.color, 0.8), person.skin, 0.12);
    this.fold = mixed(scaled(person.skin, 0.45), blush, 0.12);
    this.shadow = mixed(scaled(person.skin, 0.3), black, 0.3);
  }

  /** The colour of the head's skin at a place of its surface, everything painted on it included. */
  paint(paint: Paint, x: number, y: number, z: number): void {
    paint.set(this.person.skin, 0.22);
    if (z < 0) return;
    const mottled = 1 + 0.035 * this.noise.at(x * 9, y * 9) + 0.02 * this.noise.at(x * 31, y * 31);
    paint.multiply(mottled);
    const side = Math.abs(x);
    this.complexion(paint, x, y, side);
    this.beard(paint, x, y, side);
    if (y > -0.4 && y < 0.16 && side > 0.05 && side < 0.56) {
      this.eye(paint, x, y, side);
      this.brow(paint, side, y);
    }
    if (y > 0.3 && y < 0.5 && side < 0.2) this.nostrils(paint, side, y);
    if (y > 0.4 && y < 0.85 && side < 0.45) this.mouth(paint, x, y);
  }

  private complexion(paint: Paint, x: number, y: number, side: number): void {
    const { freckles, female, smile, expression } = this.person;
    const warmth =
      spot(side - 0.36, 0.2, y - 0.3, 0.16) * (female ? 0.2 : 0.13) + spot(x, 0.1, y - 0.36, 0.1) * 0.12;
    paint.lay(blush, warmth);
    if (freckles > 0 && side < 0.5 && y > 0.05 && y < 0.42) {
      paint.lay(this.fold, freckles * 0.6 * smoothstep(0.45, 0.75, this.noise.at(x * 42, y * 42)));
    }
    if (smile) {
      // The fold from the nose's wing around the raised cheek.
      const along = (y - 0.36) / 0.32;
      const foldX = 0.15 + 0.17 * along;
      if (along > 0 && along < 1) {
        paint.lay(
          this.fold,
          0.5 * Math.sin(along * Math.PI) * spot(side - foldX, 0.022, 0, 1) * (0.5 + 6 * expression.lift),
        );
      }
    }
  }

  private eye(paint: Paint, x: number, y: number, side: number): void {
    const { shape, expression, lashes, eyeShadow, irisColor } = this.person;
    const outward = side - this.shape.eyeX;
    const down = y - eyeMiddle + shape.eyeTilt * outward;
    const across = outward / shape.eyeWidth;
    const round = Math.max(0, 1 - across * across);
    const upper = -0.07 * round ** 0.7 * (1 - 0.25 * expression.squint);
    const lower = 0.043 * round ** 0.8 * (1 - 0.55 * expression.squint);
    paint.lay(this.shadow, 0.3 * spot(outward + 0.03, 0.16, down + 0.06, 0.07));
    paint.lay(mixed(this.shadow, blush, 0.4), eyeShadow * spot(outward, 0.14, down + 0.075, 0.035));
    if (Math.abs(across) < 1.25) {
      paint.lay(
        this.fold,
        0.75 * line(down - upper * 1.25 + 0.03, 0.008, this.blur) * smoothstep(1.25, 0.8, Math.abs(across)),
      );
      paint.lay(
        this.fold,
        0.35 * line(down - lower - 0.022, 0.008, this.blur) * smoothstep(1, 0.4, Math.abs(across)),
      );
    }
    const inside =
      edge(down - upper, this.blur) * edge(lower - down, this.blur) * (Math.abs(across) < 1 ? 1 : 0);
    if (inside > 0) {
      paint.lay(mixed(eyeWhite, this.person.skin, 0.12), inside);
      paint.lay(blush, inside * 0.3 * smoothstep(-0.7, -1, across));
      const irisX = x - Math.sign(x) * this.shape.eyeX - expression.gazeX * 0.06;
      const irisY = y;
      const radius = Math.hypot(irisX, irisY);
      paint.lay(scaled(irisColor, 0.3), inside * edge(0.06 - radius, this.blur));
      paint.lay(
        scaled(irisColor, 1.25),
        inside * edge(0.05 - radius, this.blur) * smoothstep(0.012, 0.05, radius),
      );
      paint.lay(black, inside * edge(0.024 - radius, this.blur));
      paint.lay(black, inside * 0.5 * smoothstep(0.025, 0, down - upper));
      const glint = Math.hypot(irisX + 0.018, irisY + 0.02);
      paint.lay(shine, inside * edge(0.013 - glint, this.blur));
      if (inside > 0.5) paint.gloss = 0.5;
    }
    // Lashes thicken and lengthen outwards.
    const reach = 0.009 + 0.017 * lashes * (0.5 + 0.5 * smoothstep(-1, 1, across));
    const lashed = smoothstep(1.02 + 0.2 * lashes, 0.96, across) * smoothstep(-1.04, -0.98, across);
    const lashLine = Math.abs(across) < 1 ? upper : 0.11 * (1 - across);
    paint.lay(black, lashed * 0.92 * line(down - lashLine + reach * 0.5, reach, this.blur));
    if (Math.abs(across) < 1)
      paint.lay(this.shadow, (0.35 + 0.3 * lashes) * line(down - lower, 0.005, this.blur));
  }

  private brow(paint: Paint, side: number, y: number): void {
    const { browThickness, browArch } = this.person.shape;
    const outward = (side - this.shape.eyeX - 0.015) / 0.19;
    if (Math.abs(outward) > 1) return;
    const middle = -0.185 - browArch * (1 - (outward - 0.25) ** 2) + 0.02;
    const thick = browThickness * (outward < 0 ? 1 : 1 - 0.6 * outward ** 1.5);
    const hairs = 0.8 + 0.3 * this.noise.at(side * 70 - y * 40, y * 12);
    const ends = smoothstep(1, 0.82, Math.abs(outward));
    paint.lay(
      this.hairTone,
      0.9 * hairs * ends * smoothstep(thick + 0.02, thick - 0.012, Math.abs(y - middle)),
    );
  }

  private nostrils(paint: Paint, side: number, y: number): void {
    const { noseWidth } = this.person.shape;
    const tip = this.shape.noseEndY;
    paint.lay(this.fold, 0.6 * spot(side - noseWidth * 0.3, noseWidth * 0.7, y - tip - 0.075, 0.022));
    paint.lay(this.shadow, 0.95 * spot(side - noseWidth * 0.58, 0.028, y - tip - 0.052, 0.014));
    paint.lay(this.fold, 0.4 * spot(side - noseWidth * 1.28, 0.014, y - tip - 0.01, 0.045));
  }

  private mouth(paint: Paint, x: number, y: number): void {
    const { shape, expression, lipColor } = this.person;
    const halfWidth = this.shape.mouthHalfWidth;
    const across = Math.abs(x) / halfWidth;
    paint.lay(this.shadow, 0.55 * spot(across - 1.02, 0.09, y - this.shape.cornerY, 0.018));
    paint.lay(this.fold, 0.4 * spot(x, 0.12, y - 0.745, 0.025));
    if (across >= 1) return;
    const round = 1 - across * across;
    const middle = this.shape.mouthY - expression.lift * across * across;
    const open = expression.open * round ** 0.6;
    const bow = 1 - 0.28 * Math.exp(-((x / 0.035) ** 2));
    const top = middle - open - shape.lips * 0.95 * round ** 0.75 * bow;
    const bottom = middle + open + shape.lips * 1.25 * round ** 0.8;
    const lips = edge(y - top, this.blur * 1.5) * edge(bottom - y, this.blur * 1.5);
    if (lips <= 0) return;
    paint.lay(lipColor, lips * 0.85);
    paint.lay(scaled(lipColor, 0.7), lips * 0.6 * smoothstep(middle, top, y));
    paint.lay(shine, lips * 0.1 * spot(x, 0.12, y - bottom + shape.lips * 0.55, 0.02));
    paint.gloss = 0.22 + 0.2 * lips;
    if (expression.open === 0) {
      paint.lay(mouthDark, 0.85 * line(y - middle, 0.009, this.blur));
      return;
    }
    const inside = edge(y - middle + open, this.blur) * edge(middle + open - y, this.blur);
    paint.lay(mouthDark, inside);
    if (!expression.teeth) return;
    const bite = middle - open + expression.open * (expression.lift > 0.03 ? 1.5 : 0.7) * round ** 0.5;
    const gaps = 0.12 * smoothstep(0.4, 0.5, Math.abs(((x / 0.052 + 100) % 1) - 0.5));
    const lit = (1 - 0.5 * across * across) * (1 - gaps);
    paint.lay(scaled(teeth, lit), inside * edge(bite - y, this.blur));
  }

  private beard(paint: Paint, x: number, y: number, side: number): void {
    const { beard } = this.person;
    if (y < 0.2 || beard.stubble + beard.moustache + beard.chin + beard.cheeks === 0) return;
    const ragged = 0.03 * this.noise.at(x * 14, y * 14);
    const jaw = smoothstep(0, 0.1, y - 0.28 - 0.42 * Math.exp(-((side / 0.33) ** 2)) + ragged);
    const moustache = spotFlat(x, 0.23, y - 0.515 - 0.25 * side * side, 0.055);
    const chin = smoothstep(0.3, 0.22, side + ragged) * smoothstep(0.68, 0.74, y + ragged);
    const hairs = 0.78 + 0.34 * this.noise.at(x * 60, y * 26);
    const around = Math.max(jaw, moustache, chin);
    paint.lay(this.hairTone, beard.stubble * 0.6 * around * (0.8 + 0.3 * this.noise.at(x * 90, y * 90)));
    paint.lay(
      this.hairTone,
      hairs * Math.max(beard.cheeks * jaw, beard.moustache * moustache, beard.chin * chin),
    );
  }
}

/** 1 inside (positive distance), 0 outside, soft over a pixel. */
function edge(distance: number, blur: number): number {
  return Math.min(1, Math.max(0, distance / blur + 0.5));
}

/** A stroke of half width `half`, which keeps its darkness when it is thinner than a pixel. */
function line(distance: number, half: number, blur: number): number {
  const width = Math.max(half, blur * 0.6);
  return (half / width) * edge(width - Math.abs(distance), blur);
}

/** A soft spot, 1 in its middle. */
function spot(x: number, spreadX: number, y: number, spreadY: number): number {
  const distance = (x / spreadX) ** 2 + (y / spreadY) ** 2;
  return distance > 7 ? 0 : Math.exp(-distance);
}

/** A spot with a flat middle and a soft rim. */
function spotFlat(x: number, spreadX: number, y: number, spreadY: number): number {
  return smoothstep(1.25, 0.75, Math.hypot(x / spreadX, y / spreadY));
}
