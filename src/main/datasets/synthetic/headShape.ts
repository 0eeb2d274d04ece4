import { smoothstep } from './color';
import type { Vertex } from './mesh';
import type { Person } from './person';

const middleY = -0.02;
const halfHeight = 1.05;
/** Horizontal sections are superellipses: rounder than a box, flatter in front than an ellipse. */
export const sectionPower = 0.86;
/** Where, between crown and chin, sections lie closest, and by how much. */
const densest = 0.63;
const closeness = 0.5;
const eyeY = 0;
const mouthY = 0.61;

/**
 * A person's head as a surface: an egg by height, width and depth, and on its front a relief of nose, brows, eye
 * sockets, cheeks, lips and chin. The landmarks are points of this surface, so that labels are exact.
 */
export class HeadShape {
  readonly eyeX: number;
  /** Height of the nose's lower end, from which wings and nostrils are placed. */
  readonly noseEndY: number;
  readonly mouthHalfWidth: number;
  readonly mouthY = mouthY;
  readonly cornerY: number;

  constructor(private readonly person: Person) {
    const { shape, expression, smile } = person;
    this.eyeX = shape.eyeDistance;
    this.noseEndY = shape.noseLength;
    this.mouthHalfWidth = shape.mouthWidth + (smile ? 0.5 * expression.lift : 0);
    this.cornerY = mouthY - expression.lift;
  }

  /** Height of a horizontal section, `down` from 0 (crown) to 1 (chin); sections lie closest around nose and mouth. */
  sectionY(down: number): number {
    const turn = 2 * Math.PI;
    const drawnTogether = Math.sin(turn * (down - densest + 0.5)) - Math.sin(turn * (0.5 - densest));
    return middleY - Math.cos((down + (closeness / turn) * drawnTogether) * Math.PI) * halfHeight;
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
      at(0, this.noseTipY()),
      at(-this.mouthHalfWidth, this.cornerY),
      at(this.mouthHalfWidth, this.cornerY),
    ];
  }

  /** Where the nose stands out furthest. */
  private noseTipY(): number {
    let best = this.noseEndY - 0.1;
    for (let y = best; y < this.noseEndY + 0.05; y += 0.002) {
      if (this.surfaceZ(0, y) > this.surfaceZ(0, best)) best = y;
    }
    return best;
  }

  private nose(x: number, y: number): number {
    const { noseHeight, noseWidth } = this.person.shape;
    const tip = this.noseEndY;
    if (y < -0.2 || y > tip + 0.16) return 0;
    const along = Math.min(1, (y + 0.16) / (tip + 0.16));
    const ridge = noseHeight * (0.2 + 0.8 * Math.max(0, along) ** 1.5) * smoothstep(-0.2, 0.02, y);
    const rounded = 1 - smoothstep(tip - 0.03, tip + 0.1, y);
    const spread = 0.06 + (noseWidth - 0.055) * smoothstep(0.1, tip, y);
    const wings =
      hill(Math.abs(x) - noseWidth * 0.9, 0.035, y - tip - 0.01, 0.045, 0.07) +
      hill(x, 0.06, y - tip, 0.05, 0.02);
    return ridge * rounded * Math.exp(-((x / spread) ** 2)) + wings;
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
