import type { Attribute } from '../domain/attribute';
import type { LandmarkScheme } from '../domain/landmarkScheme';
import type { Template } from '../domain/template';
import type { BalanceConfiguration, HeadConfiguration, RunConfiguration } from './configuration';
import { pointLoss } from './pointLoss';

export const presetNames = ['studio', 'quick', 'tutorial'] as const;
export type PresetName = (typeof presetNames)[number];

/** A preset's configuration for a project that labels by `template`. */
export function presetConfiguration(preset: PresetName, template: Template): RunConfiguration {
  switch (preset) {
    case 'tutorial':
      return tutorialPreset();
    case 'studio':
      return studioPreset(template);
    case 'quick':
      return quickPreset(template);
  }
}

/**
 * The tutorial to the letter, oddities included: whole images stretched, raw pixels, min-max scaled
 * coordinates, the nose and the pose.
 */
function tutorialPreset(): RunConfiguration {
  return {
    preset: 'tutorial',
    network: 'tutorial',
    dropout: 0,
    input: { crop: 'image', sizePx: 40, margin: 0, pixels: 'raw' },
    heads: [
      {
        name: 'head_nose',
        kind: 'regression',
        target: { from: 'landmarks-min-max', points: ['nose'] },
        weight: 1,
        lossReduction: 'sum',
      },
      {
        name: 'head_pose',
        kind: 'multi-class',
        target: { from: 'attribute', attribute: 'pose' },
        weight: 1,
        lossReduction: 'sum',
      },
    ],
    headStart: 'zero',
    optimizer: {
      kind: 'adam',
      learningRate: 0.001,
      schedule: { kind: 'constant' },
      weightDecay: 0,
      momentum: 0.9,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-8,
    },
    duration: { steps: 1000 },
    batchSize: 64,
    shuffle: { kind: 'buffer', size: 1000 },
    augmentation: null,
    validationFraction: 0,
    checkpointEverySteps: 250,
    seed: 1,
  };
}

/** Face crops, augmentation, and a head for the points and for every attribute of the template. */
function studioPreset(template: Template): RunConfiguration {
  const isKnown = (attribute: string): boolean => template.attributes.some(({ id }) => id === attribute);
  const advised = knownElsewhere.filter(isKnown);
  return {
    preset: 'studio',
    network: 'studio',
    dropout: 0.1,
    input: { crop: 'face', sizePx: 64, margin: 0.25, detail: 1.5, pixels: 'centred' },
    heads: [landmarksHead(template.scheme), ...template.attributes.map(attributeHead)],
    headStart: 'constant',
    weighting: { kind: 'attributes-first', factor: 5 },
    views: { mirrored: true, realigned: true, closer: 1.4 },
    optimizer: {
      kind: 'adam',
      learningRate: 0.002,
      schedule: { kind: 'cosine', warmupSteps: 100, lowest: 0.2 },
      weightDecay: weightDecay.studio,
      momentum: 0.9,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-8,
    },
    averaging: 0.995,
    teacher: { weight: 0.35, softens: goingEitherWay.filter(isKnown) },
    ...(advised.length > 0 ? { adviser: { attributes: advised } } : {}),
    duration: { epochs: 36 },
    batchSize: 64,
    shuffle: { kind: 'epoch' },
    balance: balance.filter(({ attribute }) => isKnown(attribute)),
    augmentation: {
      flip: 0.5,
      rotationDegrees: 15,
      scale: [0.84, 1.24],
      shift: 0.035,
      brightness: 0.1,
      contrast: [0.7, 1.7],
      saturation: [0.3, 1.3],
      gray: 0.1,
      realigned: 0.6,
    },
    validationFraction: 0.05,
    checkpointEverySteps: 500,
    gradientSamples: 40,
    seed: 1,
  };
}

/**
 * The studio's recipe for a first try: smaller pictures, fewer of them, and neither a teacher nor an adviser, who first have to
 * look at all of them.
 */
function quickPreset(template: Template): RunConfiguration {
  const { teacher: _teacher, adviser: _adviser, ...studio } = studioPreset(template);
  return {
    ...studio,
    preset: 'quick',
    input: { ...studio.input, sizePx: 48 },
    optimizer: { ...studio.optimizer, weightDecay: weightDecay.quick },
    duration: { epochs: 5 },
  };
}

/**
 * Faces are hard to all heads where they are turned away, and of those a data set has few: with this, MTFL's profiles are
 * 14 % of what is trained on instead of 3. Of men and women as many: which there are more of is the data set's chance.
 */
const balance: readonly BalanceConfiguration[] = [
  { attribute: 'pose', strength: 0.5 },
  { attribute: 'gender', strength: 1 },
];

/** Attributes whose labels are a matter of who looks: of MTFL's faces the other half would often be labelled otherwise. */
const goingEitherWay: readonly string[] = ['smile'];

/** Attributes of which networks that have seen many other faces know more than ten thousand labels teach. */
const knownElsewhere: readonly string[] = ['gender', 'smile'];

/**
 * So much that the size of the weights hardly grows: before batch normalisation it decides nothing but how far a step turns
 * them, which without decay is ever less. It is also what keeps attributes from learning single faces by heart. The longer a training,
 * the less of it in each step.
 */
const weightDecay = { studio: 0.3, quick: 0.4 };

/** Of each attribute's loss in the last step; `weighting` says what it counts before. */
const attributeWeight = 1.5;

export function landmarksHead(scheme: LandmarkScheme): HeadConfiguration {
  return {
    name: 'landmarks',
    kind: 'landmarks',
    target: { from: 'landmarks', points: scheme.points.map((point) => point.id) },
    ...pointLoss,
  };
}

/** The head kind that fits an attribute's kind. */
export function attributeHead(attribute: Attribute): HeadConfiguration {
  const target = { from: 'attribute', attribute: attribute.id } as const;
  switch (attribute.kind) {
    case 'boolean':
    case 'category':
      return { name: attribute.id, kind: 'multi-class', target, weight: attributeWeight };
    case 'tags':
      return { name: attribute.id, kind: 'multi-label', target, weight: attributeWeight };
    case 'number':
      return { name: attribute.id, kind: 'regression', target, weight: attributeWeight };
  }
}
