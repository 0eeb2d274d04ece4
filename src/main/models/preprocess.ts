import { aflwFraming } from '@shared/geometry/framing';
import type { InputConfiguration } from '@shared/learning/configuration';
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
  /** Pixel centres lie at +0.5 on both sides. */
  readonly resize: { readonly interpolation: 'bilinear'; readonly antialiased: boolean };
}

export function preprocessOf(input: InputConfiguration): Preprocess {
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
    resize: { interpolation: 'bilinear', antialiased: input.crop === 'face' },
  };
}
