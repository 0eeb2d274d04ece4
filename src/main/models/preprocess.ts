import { aflwFraming } from '@shared/geometry/framing';
import type { HeadConfiguration, RunConfiguration } from '@shared/learning/configuration';
import { predictsPlaces, realignments, saysTurn } from '@shared/learning/views';
import { cropSpecificationOf } from '../images/region';
import { zoomsOf } from '../learning/augmentation/alignment';
import type { Checkpoint } from '../learning/checkpoints/checkpoint';
import type { FirstLookShares } from '../learning/heads/firstLook';
import { adviserPooling, type AdviserPooling, type LearntPooling } from './adviser/pooling';
import { inputName, scalingOf } from './describe';

/** How a photo becomes the model's input, for programs: preprocess.json. */
export interface Preprocess {
  readonly input: {
    readonly name: string;
    readonly sizePx: number;
    readonly layout: 'n, height, width, channels';
    readonly channels: 'RGB';
    readonly type: 'float32';
    readonly range: readonly [0, 255];
  };
  /** The model does this itself: pixel·factor + offset; null where it takes pixels as they are. */
  readonly scalingInTheModel: { readonly factor: number; readonly offset: number } | null;
  readonly crop:
    | {
        /** A square around the face, never stretched. */
        readonly of: 'face';
        /**
         * Of a face without a box: the points' extent, the larger of their width and height, over the square's side, and
         * where the points' mean lies in it.
         */
        readonly framing: {
          readonly extentOfSide: number;
          readonly centreX: number;
          readonly centreY: number;
        };
        readonly outsideOfThePhoto: 'its edge repeated';
      }
    /** The whole photo, stretched to a square. */
    | { readonly of: 'image' };
  /**
   * Pixel centres lie at +0.5 on both sides. Antialiased to a square of `throughPx` a side, where that is another than the
   * input's, and from there without: the square is what realigned views are drawn from.
   */
  readonly resize: {
    readonly interpolation: 'bilinear';
    readonly antialiased: boolean;
    readonly throughPx: number;
    /** More of it on each side, from which views are drawn that are turned or shifted; beyond that its edge is repeated. */
    readonly marginPx: number;
  };
  /**
   * Passes beyond the model's own, which Facet makes and its figures are of; null for one pass. First a face is shown again
   * as `realigned` says, if it does. Then its mirror image is shown as well, and the answers are averaged: probabilities by
   * their geometric mean, which is the mean of the logits.
   */
  readonly views: {
    readonly mirrored: boolean;
    readonly realigned: Realigned | null;
  } | null;
  /** A model of others that Facet asks as well, and its figures are of both; null where there is none. */
  readonly adviser: AdviserPooling | null;
}

/** What a checkpoint has learnt of how a face is shown, and of who is asked. */
type Learnt = Pick<Checkpoint, 'alignedShape' | 'firstLookShares'> & LearntPooling;

/**
 * So often a face is shown again, turned, zoomed and shifted so that the points which its head `by` predicted last lie as near as
 * they can to `to`, [x, y] in fractions of the crop, by least squares and without reflection (Umeyama 1991).
 */
export interface Realigned {
  readonly times: number;
  readonly by: string;
  readonly to: readonly (readonly number[])[];
  /** The least and the largest zoom: with one beyond them the points are no face's, and it is shown as it is framed. */
  readonly zoom: readonly [number, number];
  /** Heads whose answers are places in a view, and have to be moved back from it. */
  readonly places: readonly string[];
  /**
   * By head, what the probabilities of the first pass count in the end beside all that came after it, 0 to 1, as exponents of a
   * geometric mean. Those of heads that are not in it do not count.
   */
  readonly firstLook: FirstLookShares;
}

export function preprocessOf(configuration: RunConfiguration, learnt: Learnt): Preprocess {
  const { input } = configuration;
  const { sizePx: throughPx, marginPx } = cropSpecificationOf(input);
  return {
    input: {
      name: inputName,
      sizePx: input.sizePx,
      layout: 'n, height, width, channels',
      channels: 'RGB',
      type: 'float32',
      range: [0, 255],
    },
    scalingInTheModel: scalingOf(input),
    crop:
      input.crop === 'face'
        ? { of: 'face', framing: aflwFraming, outsideOfThePhoto: 'its edge repeated' }
        : { of: 'image' },
    resize: {
      interpolation: 'bilinear',
      antialiased: input.crop === 'face',
      throughPx,
      marginPx,
    },
    views: viewsOf(configuration, learnt),
    adviser: adviserPooling(learnt),
  };
}

function viewsOf({ heads, views }: RunConfiguration, learnt: Learnt): Preprocess['views'] {
  if (!views) return null;
  const realigned = views.realigned ? realignedBy(heads, learnt, views.closer) : null;
  return views.mirrored || realigned ? { mirrored: views.mirrored, realigned } : null;
}

function realignedBy(
  heads: readonly HeadConfiguration[],
  { alignedShape: shape = [], firstLookShares }: Learnt,
  closer = 1,
): Realigned | null {
  const by = heads.find(saysTurn);
  if (!by || shape.length === 0) return null;
  return {
    times: realignments,
    by: by.name,
    to: Array.from({ length: shape.length / 2 }, (_, point) => shape.slice(point * 2, point * 2 + 2)),
    zoom: zoomsOf(closer),
    places: heads.filter(predictsPlaces).map(({ name }) => name),
    firstLook: firstLookShares ?? {},
  };
}
