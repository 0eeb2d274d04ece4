import { aflwFraming } from '@shared/geometry/framing';
import { cachedSizePx, type RunConfiguration, type ViewsConfiguration } from '@shared/learning/configuration';
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
  };
  /**
   * Passes beyond the model's own, which Facet makes and its figures are of. First a face is shown again, turned, zoomed
   * and shifted so that its predicted points lie as near as they can to `alignedTo`, [x, y] in fractions of the crop, and
   * so once more; and then the mirror image, whose answers are averaged with the last ones. Null for one pass.
   */
  readonly views: {
    readonly mirrored: boolean;
    readonly alignedTo: readonly (readonly number[])[] | null;
  } | null;
}

/** @param alignedShape as a checkpoint holds it. */
export function preprocessOf(
  { input, views }: RunConfiguration,
  alignedShape: readonly number[] | undefined,
): Preprocess {
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
      throughPx: cachedSizePx(input),
    },
    views: views && (views.mirrored || views.realigned) ? viewsOf(views, alignedShape) : null,
  };
}

function viewsOf(
  { mirrored, realigned }: ViewsConfiguration,
  alignedShape: readonly number[] = [],
): Preprocess['views'] {
  const pairs = Array.from({ length: alignedShape.length / 2 }, (_, point) =>
    alignedShape.slice(point * 2, point * 2 + 2),
  );
  return { mirrored, alignedTo: realigned && pairs.length > 0 ? pairs : null };
}
