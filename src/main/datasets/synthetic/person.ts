import type { Random } from '../../learning/random';
import { type Color, colorOf, mixed } from './color';

export type Pose = 'left_profile' | 'left' | 'frontal' | 'right' | 'right_profile';

/** Lengths are in head units: half the height of a head, about 11 cm. */
export interface FaceShape {
  readonly width: number;
  readonly jaw: number;
  readonly eyeDistance: number;
  readonly eyeWidth: number;
  readonly eyeTilt: number;
  readonly noseLength: number;
  readonly noseWidth: number;
  readonly noseHeight: number;
  readonly browRidge: number;
  readonly browThickness: number;
  readonly browArch: number;
  readonly cheeks: number;
  readonly mouthWidth: number;
  readonly lips: number;
  readonly chin: number;
}

export interface Expression {
  /** How far the mouth's corners are raised. */
  readonly lift: number;
  /** Half the height of the open mouth. */
  readonly open: number;
  readonly teeth: boolean;
  readonly squint: number;
  readonly gazeX: number;
}

export interface Hair {
  readonly color: Color;
  readonly top: number;
  readonly sides: number;
  /** Height of the hairline above the eyes. */
  readonly line: number;
  readonly fringe: number;
  /** −1 to 1: where it is parted, across the forehead. */
  readonly parting: number;
  /** How far it falls below the eyes; 0 when it does not fall. */
  readonly length: number;
  readonly curl: number;
  readonly bun: boolean;
  readonly bald: boolean;
}

/** Densities, 0 to 1. */
export interface Beard {
  readonly stubble: number;
  readonly moustache: number;
  readonly chin: number;
  readonly cheeks: number;
}

export interface Glasses {
  readonly color: Color;
  readonly width: number;
  readonly height: number;
  /** 2 is an ellipse; larger is squarer. */
  readonly squareness: number;
  readonly thickness: number;
  /** How dark the lenses are, 0 to 1. */
  readonly tint: number;
}

export interface Person {
  readonly female: boolean;
  readonly smile: boolean;
  readonly pose: Pose;
  /** Radians. Yaw turns the nose to the image's left, pitch up, roll clockwise. */
  readonly yaw: number;
  readonly pitch: number;
  readonly shape: FaceShape;
  readonly expression: Expression;
  readonly skin: Color;
  readonly lipColor: Color;
  readonly irisColor: Color;
  readonly clothes: Color;
  readonly neckline: number;
  readonly lashes: number;
  readonly eyeShadow: number;
  readonly freckles: number;
  readonly earrings: boolean;
  readonly hair: Hair;
  readonly beard: Beard;
  readonly glasses: Glasses | null;
}

const skins = ['#f6d9c4', '#eec3a0', '#dba67f', '#c08560', '#96613f', '#6a402a', '#4a2b1e'].map(colorOf);
const hairs = ['#15110f', '#2a1c14', '#4a2f1c', '#6e4526', '#9a6a35', '#c79a55', '#7d3218', '#8f8b87'].map(
  colorOf,
);
const irises = ['#3a2414', '#55351c', '#6b5a2a', '#5d7a55', '#5f84a6', '#77838c'].map(colorOf);
const clothes = ['#20262e', '#f0ede6', '#7b2d2d', '#2c4a6e', '#3f6b4f', '#b78a3a', '#5a4a66', '#8c9aa6'].map(
  colorOf,
);
const lipstick = ['#a8232f', '#b5465a', '#8c2f4a', '#c25b52'].map(colorOf);
const frames = ['#141414', '#3a2213', '#6e6e72', '#8a6a2c', '#5a1f24', '#22324a'].map(colorOf);
const rose = colorOf('#b0524a');

/** Shares of the poses, and how far each turns the head, in degrees. */
const poses: readonly {
  readonly pose: Pose;
  readonly share: number;
  readonly yaw: readonly [number, number];
}[] = [
  { pose: 'frontal', share: 0.5, yaw: [-13, 13] },
  { pose: 'left', share: 0.16, yaw: [20, 35] },
  { pose: 'right', share: 0.16, yaw: [-35, -20] },
  { pose: 'left_profile', share: 0.09, yaw: [44, 66] },
  { pose: 'right_profile', share: 0.09, yaw: [-66, -44] },
];

/** A person in one moment. Sex shifts many traits a little and decides none of them. */
export function randomPerson(random: Random): Person {
  const female = random.uniform() < 0.5;
  const smile = random.uniform() < 0.5;
  const glasses = random.uniform() < 0.25 ? randomGlasses(random) : null;
  const { pose, yaw } = randomPose(random);
  const skinPlace = random.between(0, skins.length - 1.001);
  const skin = mixed(skins[Math.floor(skinPlace)]!, skins[Math.floor(skinPlace) + 1]!, skinPlace % 1);
  const hair = randomHair(random, female, skinPlace / skins.length);
  const madeUp = female && random.uniform() < 0.5;
  return {
    female,
    smile,
    pose,
    yaw: radians(yaw),
    pitch: radians(clamp(random.normal() * 6, 14)),
    shape: randomShape(random, female),
    expression: randomExpression(random, smile),
    skin,
    lipColor: madeUp
      ? mixed(rose, pick(random, lipstick), random.between(0.5, 1))
      : mixed(skin, rose, female ? 0.5 : 0.3),
    irisColor: skinPlace > 2.5 ? irises[random.integer(2)]! : pick(random, irises),
    clothes: pick(random, clothes),
    neckline: random.between(0.35, 0.75),
    lashes: female ? random.between(0.5, 1) : random.between(0.1, 0.45),
    eyeShadow: madeUp ? random.between(0.2, 0.6) : 0,
    freckles: skinPlace < 2 && random.uniform() < 0.25 ? random.between(0.3, 1) : 0,
    earrings: female ? random.uniform() < 0.35 : random.uniform() < 0.03,
    hair,
    beard: female ? noBeard : randomBeard(random),
    glasses,
  };
}

function randomPose(random: Random): { pose: Pose; yaw: number } {
  let place = random.uniform();
  for (const { pose, share, yaw } of poses) {
    if (place < share) return { pose, yaw: random.between(...yaw) };
    place -= share;
  }
  return { pose: 'frontal', yaw: 0 };
}

function randomShape(random: Random, female: boolean): FaceShape {
  const about = (mean: number, deviation: number): number => mean + clamp(random.normal(), 2) * deviation;
  const sex = female ? 1 : -1;
  return {
    width: about(0.69 - 0.015 * sex, 0.03),
    jaw: about(1 - 0.06 * sex, 0.05),
    eyeDistance: about(0.285, 0.014),
    eyeWidth: about(0.136 + 0.006 * sex, 0.007),
    eyeTilt: about(0.05 + 0.03 * sex, 0.05),
    noseLength: about(0.385 - 0.012 * sex, 0.022),
    noseWidth: about(0.105 - 0.012 * sex, 0.012),
    noseHeight: about(0.232 - 0.018 * sex, 0.028),
    browRidge: about(0.025 - 0.02 * sex, 0.01),
    browThickness: about(0.027 - 0.007 * sex, 0.005),
    browArch: about(0.035 + 0.015 * sex, 0.012),
    cheeks: about(0.045, 0.02),
    mouthWidth: about(0.215 - 0.006 * sex, 0.014),
    lips: about(0.05 + 0.009 * sex, 0.01),
    chin: about(0.05 - 0.012 * sex, 0.015),
  };
}

function randomExpression(random: Random, smile: boolean): Expression {
  const gazeX = clamp(random.normal() * 0.25, 0.6);
  if (smile) {
    const open = random.uniform() < 0.75 ? random.between(0.025, 0.065) : 0;
    return { lift: random.between(0.05, 0.085), open, teeth: true, squint: random.between(0.15, 0.5), gazeX };
  }
  const open = random.uniform() < 0.2 ? random.between(0.015, 0.05) : 0;
  return {
    lift: random.between(-0.025, 0.012),
    open,
    teeth: random.uniform() < 0.3,
    squint: random.between(0, 0.25),
    gazeX,
  };
}

function randomHair(random: Random, female: boolean, darkness: number): Hair {
  const curl = random.uniform() < 0.2 + darkness * 0.5 ? random.between(0.4, 1) : random.between(0, 0.25);
  const dark = random.uniform() < darkness * 1.3;
  const color = dark
    ? hairs[random.integer(2)]!
    : mixed(pick(random, hairs), pick(random, hairs), random.between(0, 0.4));
  const falls = random.uniform() < (female ? 0.72 : 0.08);
  const long = random.uniform() < 0.6;
  const bald = !female && random.uniform() < 0.14;
  return {
    color,
    bald,
    curl,
    top: random.between(0.08, female ? 0.2 : 0.17) + curl * 0.12,
    sides: falls ? random.between(0.1, 0.17) : random.between(0.03, 0.08) + (female ? 0.03 : 0) + curl * 0.08,
    line: random.between(female ? 0.5 : 0.47, 0.64),
    fringe: random.uniform() < (female ? 0.35 : 0.2) ? random.between(0.12, 0.26) : random.between(0, 0.06),
    parting: random.between(-0.8, 0.8),
    length: falls && !bald ? (long ? random.between(1.2, 1.9) : random.between(0.6, 1)) : 0,
    bun: female && !falls && random.uniform() < 0.6,
  };
}

const noBeard: Beard = { stubble: 0, moustache: 0, chin: 0, cheeks: 0 };

function randomBeard(random: Random): Beard {
  const kind = random.uniform();
  const dense = random.between(0.55, 0.95);
  if (kind < 0.42) return { ...noBeard, stubble: random.between(0, 0.15) };
  if (kind < 0.66) return { ...noBeard, stubble: random.between(0.2, 0.5) };
  if (kind < 0.74) return { stubble: random.between(0, 0.3), moustache: dense, chin: 0, cheeks: 0 };
  if (kind < 0.84) return { stubble: random.between(0, 0.3), moustache: dense, chin: dense, cheeks: 0 };
  return { stubble: 0.4, moustache: dense, chin: dense, cheeks: dense };
}

function randomGlasses(random: Random): Glasses {
  return {
    color: pick(random, frames),
    width: random.between(0.185, 0.215),
    height: random.between(0.12, 0.175),
    squareness: random.between(2, 4.5),
    thickness: random.between(0.012, 0.026),
    tint: random.uniform() < 0.22 ? random.between(0.75, 0.95) : random.between(0.02, 0.12),
  };
}

function pick<Value>(random: Random, values: readonly Value[]): Value {
  return values[random.integer(values.length)]!;
}

function clamp(value: number, limit: number): number {
  return Math.min(limit, Math.max(-limit, value));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
