/** Names that data brings along, where Facet knows the data: by the id of the template's point, attribute, value. */
export const domain = {
  point: {
    left_eye: 'Left eye',
    right_eye: 'Right eye',
    nose: 'Nose',
    mouth_left: 'Left mouth corner',
    mouth_right: 'Right mouth corner',
  },
  attribute: {
    gender: 'Gender',
    smile: 'Smile',
    glasses: 'Glasses',
    pose: 'Pose',
    landmarks: 'Landmarks',
    'face-mesh': 'Face mesh',
  },
  value: {
    male: 'Male',
    female: 'Female',
    yes: 'Yes',
    no: 'No',
    left_profile: 'Left profile',
    left: 'Left',
    frontal: 'Frontal',
    right: 'Right',
    right_profile: 'Right profile',
  },
  split: {
    training: 'Training',
    testing: 'Test',
    validation: 'Validation',
    unassigned: 'Unassigned',
    'out-of-fold': 'Training, out of fold',
  },
} as const;
