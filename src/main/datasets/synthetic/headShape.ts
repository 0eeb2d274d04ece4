import { smoothstep } from './color';
import type { Vertex } from './mesh';
import type { Person } from './person';

const middleY = -0.02;
const halfHeight = 1.05;
/** Horizontal sections are superellipses: rounder than a box, flatter in front than an ellipse. */
export const sectionPower = 0.86;
const eyeY = 0;
const mouthY = 0.61;

/**
 * A person's head as a surface: an egg by height, width and depth, and on its front a relief of nose, brows, eye
 * sockets, cheeks, lips and chin. The landmarks are points of this surface, so that labels are exact.
 */
export class HeadShape {
  readonly eyeX: number;
  readonly noseTipY: number;
  readonly mouthHalfWidth: number;
  readonly mouthY = mouthY;
  readonly cornerY: number;

  constructor(private readonly person: Person) {
    const { shape, expression, smile } = person;
    this.eyeX = shape.eyeDistance;
    this.noseTipY = shape.noseLength;
    this.mouthHalfWidth = shape.mouthWidth + (smile ? 0.5 * expression.lift : 0);
    this.cornerY = mouthY - expression.lift;
  }

  /** Height of a horizontal section, `down` from 0 (crown) to 1 (chin). */
  sectionY(down: number): number {
    return middleY - Math.cos(down * Math.PI) * halfHeight;
  }

  halfWidth(y: number): number {
    const { width, jaw } = this.person.shape;
    return width * (1 + (jaw - 1) * smoothstep(0.1, 0.7, y)) * egg(y);
  }

  frontDepth(y: number): number {
    return 0.84 * egg(y) ** (1 - 0.66 * smoothstep(-0.3, 0.5, y));
  }

  backDepth(y: number): number {
    return 0.93 * egg(y) * (1 - 0.85 * smoothstep(0.2, 1, y));
  }

  /** The egg at a longitude (0 in front, growing to the image's right), without relief. */
  placeOnEgg(longitude: number, y: number, vertex: Vertex): void {
    const sine = Math.sin(longitude);
    const cosine = Math.cos(longitude);
    vertex.x = this.halfWidth(y) * Math.sign(sine) * Math.abs(sine) ** sectionPower;
    vertex.y = y;
    const depth = cosine > 0 ? this.frontDepth(y) : -this.backDepth(y);
    vertex.z = depth * Math.abs(cosine) ** sectionPower;
  }

  /** Depth of the face's surface at a place seen from the front. */
  surfaceZ(x: number, y: number): number {
    const share = Math.min(1, Math.abs(x) / this.halfWidth(y));
    const cosine = (1 - share ** (2 / sectionPower)) ** (sectionPower / 2);
    return this.frontDepth(y) * cosine + this.relief(x, y);
  }

  /** How far the face stands out of the egg. */
  relief(x: number, y: number): number {
    const { shape, expression, beard, smile } = this.person;
    const side = Math.abs(x);
    const lift = smile ? expression.lift : 0;
    return (
      this.nose(x, y) -
      hill(side - this.eyeX, 0.13, y - eyeY, 0.085, 0.075) +
      hill(side - 0.24, 0.2, y + 0.19, 0.07, shape.browRidge) +
      hill(side - 0.36, 0.17, y - 0.28 + lift, 0.16, shape.cheeks + lift * 0.6) +
      hill(x, 0.19, y - mouthY, 0.09, 0.055) -
      hill(x, 0.1, y - 0.735, 0.05, 0.02) +
      hill(x, 0.17, y - 0.88, 0.09, shape.chin + beard.chin * 0.05) +
      (beard.cheeks > 0 ? beard.cheeks * 0.05 * smoothstep(0.35, 0.7, y) : 0)
    );
  }

  /** Left eye, right eye, nose tip, left and right corner of the mouth; left is the image's, for a face in front. */
  landmarks(): Vertex[] {
    const at = (x: number, y: number): Vertex => ({ x, y, z: this.surfaceZ(x, y) });
    return [
      at(-this.eyeX, eyeY),
      at(this.eyeX, eyeY),
      at(0, this.noseTipY),
      at(-this.mouthHalfWidth, this.cornerY),
      at(this.mouthHalfWidth, this.cornerY),
    ];
  }

  private nose(x: number, y: number): number {
    const { noseHeight, noseWidth } = this.person.shape;
    const tip = this.noseTipY;
    if (y < -0.2 || y > tip + 0.16) return 0;
    const along = (y + 0.16) / (tip + 0.16);
    const ridge =
      y < tip ? noseHeight * (0.2 + 0.8 * Math.max(0, along) ** 1.5) * smoothstep(-0.2, 0.02, y) : 0;
    const under = y >= tip ? noseHeight * (1 - smoothstep(tip, tip + 0.1, y)) : 0;
    const spread = 0.06 + (noseWidth - 0.055) * smoothstep(0.1, tip, y);
    const wings =
      hill(Math.abs(x) - noseWidth * 0.9, 0.035, y - tip - 0.01, 0.045, 0.07) +
      hill(x, 0.06, y - tip, 0.05, 0.02);
    return (ridge + under) * Math.exp(-((x / spread) ** 2)) + wings;
  }
}

function egg(y: number): number {
  const share = (y - middleY) / halfHeight;
  return Math.sqrt(Math.max(0, 1 - share * share));
}

/** A Gaussian hill; far from it no exponential is spent. */
function hill(x: number, spreadX: number, y: number, spreadY: number, height: number): number {
  const distance = (x / spreadX) ** 2 + (y / spreadY) ** 2;
  return distance > 7 ? 0 : height * Math.exp(-distance);
}
