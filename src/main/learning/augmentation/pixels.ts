import type { InputConfiguration } from '@shared/learning/configuration';
import type { PixelScaling } from './warp';

/**
 * Stored value (0…255) to network input in one multiplication and one addition: contrast and brightness on
 * 0…1, then the form's own scale: 'raw' hands the network 0…255, 'centred' (pixel − 0.5)·4.
 */
export function pixelScaling(
  form: InputConfiguration['pixels'],
  { contrast, brightness }: { readonly contrast: number; readonly brightness: number },
): PixelScaling {
  const scale = form === 'raw' ? 255 : 4;
  const centre = form === 'raw' ? 0 : 0.5;
  return { gain: contrast * (scale / 255), offset: (0.5 - 0.5 * contrast + brightness - centre) * scale };
}
