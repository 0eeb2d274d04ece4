import { cropResampling, originOf, type CropOrigin, type Framing } from './framing';
import { decodePlainJpeg, type WantedSamples } from './jpeg/decoder';
import { readPlainJpegHeader, type JpegComponent, type PlainJpegHeader } from './jpeg/header';
import type { BlockSize } from './jpeg/inverseDct';
import { writeRgb, writeYCbCr } from './pixels';
import { cropSidePx, type CropSpecification, type Region } from './region';
import { resample, samplesRead, type Resampling } from './resample';

/**
 * The short way for the usual photo of a face, a plain JPEG: only the blocks within the region are transformed,
 * and brightness and colour are resized each at its own resolution before they are mixed to RGB, which then
 * costs the crop's pixels instead of the photo's. Twice as fast as decoding the whole picture (see docs/adr/0006).
 * Null where the file is not plain or not sound: `decodeImage` knows what to do with it, or what to say.
 */
export function cropPlainJpeg(
  bytes: Uint8Array,
  framing: Framing,
  specification: CropSpecification,
  target: Uint8ClampedArray,
): CropOrigin | null {
  const header = readPlainJpegHeader(bytes);
  if (!header) return null;
  const origin = originOf(framing, header);
  const plans = header.components.map((component) => planOf(component, header, origin.region, specification));
  const planes = decodePlainJpeg(bytes, header, plans.map(wantedSamples));
  if (!planes) return null;
  const sidePx = cropSidePx(specification);
  const [luma, blue, red] = planes.map((plane, index) => {
    const [resized] = resample({ ...plane, step: 1 }, plans[index]!.resampling, [0]);
    // The next component's result takes this one's place.
    return resized!.slice();
  });
  if (blue && red) writeYCbCr(luma!, blue, red, sidePx, target);
  else writeRgb(luma!, luma!, luma!, sidePx, target);
  return origin;
}

interface ComponentPlan {
  readonly blockSize: BlockSize;
  readonly resampling: Resampling;
}

function planOf(
  component: JpegComponent,
  header: PlainJpegHeader,
  region: Region,
  specification: CropSpecification,
): ComponentPlan {
  const luma = header.components[0]!;
  /** Pixels that one sample covers. */
  const reduction = {
    x: luma.across / component.across,
    y: luma.down / component.down,
  };
  const blockSize = blockSizeFor(region, reduction, specification);
  if (blockSize === 4) {
    reduction.x *= 2;
    reduction.y *= 2;
  }
  const size = {
    widthPx: Math.ceil(header.widthPx / reduction.x),
    heightPx: Math.ceil(header.heightPx / reduction.y),
  };
  return {
    blockSize,
    resampling: cropResampling(region, size, specification, reduction),
  };
}

/** Half the samples will do where two or more of them make one of an anti-aliased crop. */
function blockSizeFor(
  region: Region,
  reduction: { readonly x: number; readonly y: number },
  { mode, sizePx }: CropSpecification,
): BlockSize {
  const samplesAPixel = Math.min(region.width / reduction.x, region.height / reduction.y) / sizePx;
  return mode === 'face' && samplesAPixel >= 2 ? 4 : 8;
}

function wantedSamples({ blockSize, resampling }: ComponentPlan): WantedSamples {
  const [left, right] = samplesRead(resampling.columns);
  const [top, bottom] = samplesRead(resampling.rows);
  return { blockSize, left, top, right, bottom };
}
