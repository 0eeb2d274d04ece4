import type { Attribute } from './attribute';
import type { LandmarkScheme } from './landmarkScheme';

/** What a project labels: one landmark scheme and any number of attributes. */
export interface Template {
  readonly id: string;
  readonly scheme: LandmarkScheme;
  readonly attributes: readonly Attribute[];
}

/** The five points of MTFL; "left" and "right" are the image's. */
const fivePoints: LandmarkScheme = {
  id: 'mtfl-5',
  name: 'Five points (MTFL)',
  points: [
    { id: 'left_eye', name: 'Left eye', aliases: ['leftEye', 'eye_left', 'left eye center'] },
    { id: 'right_eye', name: 'Right eye', aliases: ['rightEye', 'eye_right', 'right eye center'] },
    { id: 'nose', name: 'Nose', aliases: ['nose_tip', 'nose tip'] },
    { id: 'mouth_left', name: 'Left mouth corner', aliases: ['left_mouth', 'mouth_left_corner'] },
    { id: 'mouth_right', name: 'Right mouth corner', aliases: ['right_mouth', 'mouth_right_corner'] },
  ],
  symmetricPairs: [
    ['left_eye', 'right_eye'],
    ['mouth_left', 'mouth_right'],
  ],
  edges: [
    ['left_eye', 'nose'],
    ['right_eye', 'nose'],
    ['nose', 'mouth_left'],
    ['nose', 'mouth_right'],
    ['mouth_left', 'mouth_right'],
  ],
  eyes: { left: ['left_eye'], right: ['right_eye'] },
};

/**
 * MTFL's template (Zhang et al., ECCV 2014). Its files code gender 1 male, 2 female; smile and glasses 1 yes,
 * 2 no; pose 1…5 from left profile to right profile. Here booleans are "no" = 0, "yes" = 1.
 */
export const mtflTemplate: Template = {
  id: 'mtfl',
  scheme: fivePoints,
  attributes: [
    {
      id: 'gender',
      name: 'Gender',
      kind: 'category',
      values: [
        { id: 'male', name: 'Male' },
        { id: 'female', name: 'Female' },
      ],
      mirrorSwaps: [],
    },
    yesNo('smile', 'Smile'),
    yesNo('glasses', 'Glasses'),
    {
      id: 'pose',
      name: 'Pose',
      kind: 'category',
      values: [
        { id: 'left_profile', name: 'Left profile' },
        { id: 'left', name: 'Left' },
        { id: 'frontal', name: 'Frontal' },
        { id: 'right', name: 'Right' },
        { id: 'right_profile', name: 'Right profile' },
      ],
      mirrorSwaps: [
        ['left_profile', 'right_profile'],
        ['left', 'right'],
      ],
    },
  ],
};

function yesNo(id: string, name: string): Attribute {
  return {
    id,
    name,
    kind: 'boolean',
    values: [
      { id: 'no', name: 'No' },
      { id: 'yes', name: 'Yes' },
    ],
    mirrorSwaps: [],
  };
}
