/**
 * Everything that decides how a run trains. Plain data: stored in the run's folder, sent to the engine,
 * shown on screen, compared between runs.
 */
export type HeadKind =
  'landmarks' | 'regression' | 'binary' | 'multi-class' | 'multi-label' | 'poisson' | 'logistic-regression';

/** What a head reads from a face. */
export type HeadTarget =
  /** Coordinates as fractions of the crop (x0, y0, x1, y1, …), masked where a point is not labelled. */
  | { readonly from: 'landmarks'; readonly points: readonly string[] }
  /** Coordinates min-max scaled per column over the whole split, as the tutorial does it. */
  | { readonly from: 'landmarks-min-max'; readonly points: readonly string[] }
  /** A class index, tags, or a number, masked where a face has none. */
  | { readonly from: 'attribute'; readonly attribute: string };

export interface HeadConfiguration {
  readonly name: string;
  readonly kind: HeadKind;
  readonly target: HeadTarget;
  /** wᵢ in L = Σ wᵢ·Lᵢ. */
  readonly weight: number;
  /** For landmarks and regression; default squared-error. */
  readonly loss?: 'squared-error' | 'smooth-l1';
  /** Targets and outputs are multiplied by this inside the loss (the studio preset scales fractions by 40). */
  readonly lossScale?: number;
  /**
   * How a training batch's loss comes from its labelled elements; default mean. TensorFlow's contrib heads sum
   * over batch and label dimensions, which weighs a head by its dimensions.
   */
  readonly lossReduction?: 'mean' | 'sum';
}

export type NetworkName = 'tutorial' | 'studio';

export interface InputConfiguration {
  /** 'image': the whole image stretched to a square; 'face': the face's box. */
  readonly crop: 'image' | 'face';
  /** Side of the network's square input. */
  readonly sizePx: number;
  /** Cached beyond each side of the box, as a fraction of its side, for augmentation to draw from. */
  readonly margin: number;
  /** How many times finer than the network's input crops are cached, for views that come closer to draw from; absent: 1. */
  readonly detail?: number;
  /** 'raw': 0…255; 'centred': (x/255 − 0.5)·4. */
  readonly pixels: 'raw' | 'centred';
}

/** Side of a cached crop without its margin. */
export function cachedSizePx({ sizePx, detail = 1 }: InputConfiguration): number {
  return Math.round(sizePx * detail);
}

export interface AugmentationConfiguration {
  /** Probability of a horizontal flip, with point and value swaps. */
  readonly flip: number;
  /** Standard deviation of the in-plane rotation. */
  readonly rotationDegrees: number;
  /** Uniform range of the zoom factor (above 1 enlarges the face). */
  readonly scale: readonly [number, number];
  /** Standard deviation of the shift along each axis, as a fraction of the crop's side. */
  readonly shift: number;
  /** Uniform range ± added to pixels in 0…1. */
  readonly brightness: number;
  /** Uniform range of the factor around mid-gray. */
  readonly contrast: readonly [number, number];
  /** Uniform range of the factor of colours around the gray of the same brightness (above 1: more colourful). Absent: as they are. */
  readonly saturation?: readonly [number, number];
  /** The share of faces that are shown in gray instead. Absent: none. */
  readonly gray?: number;
  /**
   * The share of faces that are shown as a second view will show them instead: turned, zoomed and shifted as their
   * labelled points say, but for what a first look is off. Absent: none.
   */
  readonly realigned?: number;
}

/** What becomes of colours, also where an augmentation says nothing of them. */
export function coloursOf({
  saturation = [1, 1],
  gray = 0,
}: AugmentationConfiguration): Required<Pick<AugmentationConfiguration, 'saturation' | 'gray'>> {
  return { saturation, gray };
}

export type LearningRateSchedule =
  | { readonly kind: 'constant' }
  /**
   * From the learning rate to `lowest` of it (a share; absent: to zero) over the run, after a linear warm-up of a tenth of
   * it at most.
   */
  | { readonly kind: 'cosine'; readonly warmupSteps: number; readonly lowest?: number }
  /** Multiplied by `factor` every `everySteps` steps. */
  | { readonly kind: 'step'; readonly everySteps: number; readonly factor: number };

export const optimizerKinds = ['adam', 'momentum'] as const;

export interface OptimizerConfiguration {
  /** Adam, or gradient descent with Nesterov's momentum. */
  readonly kind: (typeof optimizerKinds)[number];
  readonly learningRate: number;
  readonly schedule: LearningRateSchedule;
  /** The share of every layer's weights that a step takes away, times the learning rate: with Adam, AdamW. */
  readonly weightDecay: number;
  /** Used by 'momentum' only. */
  readonly momentum: number;
  /** These three by 'adam' only. */
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

export type Shuffle =
  /** tf.data's `shuffle(buffer).repeat()`: epochs run into each other's batches. */
  | { readonly kind: 'buffer'; readonly size: number }
  /** A fresh permutation each epoch; the last, smaller batch of an epoch is carried into the next. */
  | { readonly kind: 'epoch' };

/** Faces of an attribute's rare values are drawn more often than once an epoch, those of its frequent ones less. */
export interface BalanceConfiguration {
  readonly attribute: string;
  /** A face counts as its value's share to the power of minus this: 0 changes nothing, 1 draws all values equally often. */
  readonly strength: number;
}

export type Duration = { readonly steps: number } | { readonly epochs: number };

/** From how many views of a face the network answers, in evaluation and prediction; each costs a pass. */
export interface ViewsConfiguration {
  /** Of the face and of its mirror image, averaged. */
  readonly mirrored: boolean;
  /**
   * Of the face as it is framed first, then of the face as its predicted points say, upright and in the middle; and once
   * more as the points say that were found there.
   */
  readonly realigned: boolean;
  /** How many times larger a realigned view shows the face than the usual one; absent: 1. */
  readonly closer?: number;
}

export const weightingKinds = [
  'fixed',
  'attributes-first',
  'uncertainty',
  'gradnorm',
  'dwa',
  'pcgrad',
] as const;
export type WeightingKind = (typeof weightingKinds)[number];

/** How the heads' losses are weighed against each other while they are learnt, beside the heads' own weights. */
export type WeightingConfiguration =
  | { readonly kind: 'fixed' }
  /** Attributes count `factor` times as much in the first step, which falls to what their weights say in the last one. */
  | { readonly kind: 'attributes-first'; readonly factor: number }
  /** By the noise that each head's labels have, which is learnt. */
  | { readonly kind: 'uncertainty'; readonly learningRate: number }
  /** So that the heads' gradients on the last shared layer are about as long, those of slow heads longer by `alpha`. */
  | { readonly kind: 'gradnorm'; readonly alpha: number; readonly learningRate: number }
  /** Dynamic weight averaging: by how slowly each head's loss falls from epoch to epoch. */
  | { readonly kind: 'dwa'; readonly temperature: number }
  /** Not by weights: where heads' gradients conflict, what goes against another is taken off. */
  | { readonly kind: 'pcgrad' };

/**
 * Beside its heads the trunk learns where a network that has seen other faces, MediaPipe's face mesh, sees 55 points of each
 * training face. Nobody has labelled them, and nobody is told them: they are there for what they teach the trunk.
 */
export interface TeacherConfiguration {
  /** What the mean loss of these points counts, beside the heads' weights. */
  readonly weight: number;
  /**
   * Ids of attributes of classes whose labels give way to what the teacher tells of a face, as far as it tells something: see
   * `beliefsOf`. Absent, as in runs that were begun before it could be chosen: none.
   */
  readonly softens?: readonly string[];
}

/**
 * A network that has seen other faces is asked beside the run's own whenever a face is answered: face-api.js', which tells ages and
 * genders. What it tells of an attribute is learnt from the training faces' labels, and what its word counts beside the head's from
 * the validation faces.
 */
export interface AdviserConfiguration {
  /** Ids of the attributes of classes of which it is asked. */
  readonly attributes: readonly string[];
}

/** A run that begins from another one's trunk, and learns its heads before it moves the trunk. */
export interface FrozenTrunk {
  /** Passes over the training faces for which the trunk stays as it is. */
  readonly epochs: number;
  /** The learning rate at its highest once the trunk is free. */
  readonly fineTuneRate: number;
}

export interface RunConfiguration {
  readonly preset: string;
  readonly network: NetworkName;
  readonly dropout: number;
  readonly input: InputConfiguration;
  readonly heads: readonly HeadConfiguration[];
  /**
   * The heads' biases before the first step: zero, or what answers every face with the training faces' best
   * constant (mean point, prior), so that the first steps are not spent on finding it.
   */
  readonly headStart: 'zero' | 'constant';
  /** The run or model whose weights it began with, where they fit; without one it begins by chance. */
  readonly startFrom?: string;
  /** Absent: one view. */
  readonly views?: ViewsConfiguration;
  /** Absent: the trunk learns from the first step on. */
  readonly frozenTrunk?: FrozenTrunk;
  readonly optimizer: OptimizerConfiguration;
  /**
   * What the averages of the weights keep of themselves in a step of the run's second half; they are what the run then
   * answers with. Absent or 0: it answers with the weights of the last step.
   */
  readonly averaging?: number;
  readonly duration: Duration;
  readonly batchSize: number;
  readonly shuffle: Shuffle;
  /** Of whole epochs in random order only; absent: every face once an epoch. */
  readonly balance?: readonly BalanceConfiguration[];
  readonly augmentation: AugmentationConfiguration | null;
  /** About which share of the training split is held out, by image, chosen by the seed; 0 for none. */
  readonly validationFraction: number;
  /** The seed by which it is chosen where that is another run's, from whose weights this one began; absent: its own. */
  readonly heldOutSeed?: number;
  /**
   * Validation passes that a head may be without a lower loss before it stops to pull the trunk; 0 or absent: for ever.
   */
  readonly headPatience?: number;
  /** Absent: it learns from labels alone. */
  readonly teacher?: TeacherConfiguration;
  /** Absent, as in runs from before there was one: nobody else is asked. */
  readonly adviser?: AdviserConfiguration;
  /** Absent, as in runs that were begun before it could be chosen: fixed. */
  readonly weighting?: WeightingConfiguration;
  /** Steps between checkpoints (a validation pass goes with each when there is a validation split). */
  readonly checkpointEverySteps: number;
  /**
   * About how often in a run the heads' gradients on the trunk are compared: fewer times where that would cost more
   * than 2 % of the training, and never without it or in a run of one head.
   */
  readonly gradientSamples?: number;
  readonly seed: number;
}

/** Those of the heads that are of one of these kinds, and learn from one of these attributes. */
export function headsOf(
  heads: readonly HeadConfiguration[],
  attributes: readonly string[] = [],
  ...kinds: readonly HeadKind[]
): readonly HeadConfiguration[] {
  return heads.filter(
    ({ kind, target }) =>
      kinds.includes(kind) && target.from === 'attribute' && attributes.includes(target.attribute),
  );
}

/** Ids of the attributes that these heads learn from. */
export function attributesOf(heads: readonly HeadConfiguration[]): ReadonlySet<string> {
  return new Set(heads.flatMap(({ target }) => (target.from === 'attribute' ? [target.attribute] : [])));
}
