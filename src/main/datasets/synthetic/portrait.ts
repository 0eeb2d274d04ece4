import { Random } from '../../learning/random';
import type { MtflRow } from '../mtfl/row';
import { Camera } from './camera';
import { HeadShape } from './headShape';
import { type Person, randomPerson } from './person';
import { type PhotoKind, randomFraming, randomKind } from './photoKind';
import type { Sitting } from './render';
import { randomScene } from './scene';

/** Which face of a set: its half and its number in it, from 0. */
export interface PortraitPlace {
  readonly split: 'training' | 'testing';
  readonly index: number;
}

/** A face as it will be drawn, and what its row will say. */
export interface Portrait {
  readonly kind: PhotoKind;
  readonly sitting: Sitting;
  readonly row: MtflRow;
  readonly gray: boolean;
  /** JPEG quality, 1 to 100. */
  readonly quality: number;
  /** Goes on where the plan ended: for the grain of hair and skin. */
  readonly random: Random;
}

/** The same face for the same seed and place, whatever else is drawn and wherever. */
export function planPortrait(seed: number, { split, index }: PortraitPlace): Portrait {
  const random = Random.fromSeed(seed, `${split} ${index}`);
  const kind = randomKind(random, split);
  const person = randomPerson(random);
  const shape = new HeadShape(person);
  const roll = Math.min(2.5, Math.max(-2.5, random.normal())) * (kind.rollDegrees * (Math.PI / 180));
  const camera = new Camera({ yaw: person.yaw, pitch: person.pitch, roll });
  const points = shape.landmarks().map((point) => camera.project(point));
  const framing = randomFraming(random, kind, points);
  return {
    kind,
    sitting: { person, shape, scene: randomScene(random), camera, framing },
    row: {
      imagePath: `${kind.folder}/drawn-${String(index + 1).padStart(5, '0')}.jpg`,
      // What the head's turn hides is labelled too, as MTFL does it.
      landmarks: points.map(({ x, y }) => ({
        x: framing.originX + x * framing.pixelsPerUnit,
        y: framing.originY + y * framing.pixelsPerUnit,
        visibility: 2,
      })),
      attributes: attributesOf(person),
    },
    gray: random.uniform() < kind.gray,
    quality: Math.round(random.between(78, 95)),
    random,
  };
}

function attributesOf({ female, smile, glasses, pose }: Person): MtflRow['attributes'] {
  return {
    gender: female ? 'female' : 'male',
    smile: smile ? 'yes' : 'no',
    glasses: glasses ? 'yes' : 'no',
    pose,
  };
}
