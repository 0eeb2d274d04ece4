import type { CaptionItem, Overlay, OverlayFace, OverlayPoint } from './overlay';
import type { ImageSize, Region } from './region';

/** Told apart by everyone (Okabe & Ito's orange and sky blue), and each by its shape as well. */
const sideColors = {
  left: '#ffb000',
  right: '#56c8ff',
  middle: '#ffffff',
} as const;
/** Violet is the model's. */
const frameColor = '#b79cff';
/** Under every line and mark, so that it is seen on skin of every colour and on any background. */
const halo = '#10141a';
const captionColor = '#171b22';

const columnWidthPx = 320;
const rowHeightPx = 34;
const fontSizePx = 19;
const paddingPx = 12;

export interface OverlayDrawing {
  readonly svg: string;
  /** Added below the photo. */
  readonly captionHeightPx: number;
  readonly captionColor: string;
}

/** The overlay for a photo shown at `shown`, `scale` pixels of it a pixel of the original. */
export function overlaySvg(
  { faces, caption }: Overlay,
  shown: ImageSize,
  scale: { readonly x: number; readonly y: number },
): OverlayDrawing {
  const columns = Math.max(1, Math.floor((shown.widthPx - paddingPx) / columnWidthPx));
  const rows = Math.ceil(caption.length / columns);
  const captionHeightPx = rows === 0 ? 0 : rows * rowHeightPx + 2 * paddingPx;
  const unit = Math.max(shown.widthPx, shown.heightPx) / 480;
  const faceMarkup = faces.map((face) => faceSvg(face, scale, unit)).join('');
  const itemWidthPx = (shown.widthPx - paddingPx) / columns;
  const captionMarkup = caption
    .map((item, index) => {
      const left = paddingPx + (index % columns) * itemWidthPx;
      const top = shown.heightPx + paddingPx + Math.floor(index / columns) * rowHeightPx;
      return captionSvg(item, left, top, itemWidthPx - paddingPx);
    })
    .join('');
  const size = `width="${shown.widthPx}" height="${shown.heightPx + captionHeightPx}"`;
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${faceMarkup}${captionMarkup}</svg>`,
    captionHeightPx,
    captionColor,
  };
}

function faceSvg(
  { points, edges, frame, label }: OverlayFace,
  scale: { x: number; y: number },
  unit: number,
): string {
  const placed = points.map((point) => ({
    ...point,
    x: point.x * scale.x,
    y: point.y * scale.y,
  }));
  const lines = edges
    .map(([first, second]) => {
      const [from, to] = [placed[first]!, placed[second]!];
      return `M${at(from.x)} ${at(from.y)}L${at(to.x)} ${at(to.y)}`;
    })
    .join('');
  const path = (color: string, width: number, opacity: number): string =>
    `<path d="${lines}" fill="none" stroke="${color}" stroke-width="${at(width)}" stroke-opacity="${opacity}" stroke-linecap="round"/>`;
  const skeleton = lines === '' ? '' : path(halo, 3.6 * unit, 0.55) + path('#ffffff', 1.6 * unit, 0.85);
  const framed = frame === null ? '' : frameSvg(frame, label, scale, unit);
  return framed + skeleton + placed.map((point) => markSvg(point, unit)).join('');
}

/** The model's: dashed, with the face's number in its corner. */
function frameSvg(
  { x, y, width, height }: Region,
  label: string | null,
  scale: { x: number; y: number },
  unit: number,
): string {
  const place = `x="${at(x * scale.x)}" y="${at(y * scale.y)}" width="${at(width * scale.x)}" height="${at(height * scale.y)}"`;
  const stroke = (color: string, strokePx: number): string =>
    `<rect ${place} fill="none" stroke="${color}" stroke-width="${at(strokePx)}" stroke-dasharray="${at(6 * unit)} ${at(4 * unit)}"/>`;
  const frame = stroke(halo, 3 * unit) + stroke(frameColor, 1.6 * unit);
  if (label === null) return frame;
  const size = `font-size="${at(14 * unit)}" font-weight="700" font-family="sans-serif"`;
  // In the photo, also where the frame begins outside of it.
  const [left, top] = [Math.max(0, x * scale.x), Math.max(0, y * scale.y)];
  const text = `<text x="${at(left + 4 * unit)}" y="${at(top + 15 * unit)}" ${size} fill="${frameColor}" stroke="${halo}" stroke-width="${at(2.4 * unit)}" paint-order="stroke">${escapeXml(label)}</text>`;
  return frame + text;
}

function markSvg({ x, y, side }: OverlayPoint, unit: number): string {
  const radius = 5 * unit;
  const paint = `fill="${sideColors[side]}" stroke="${halo}" stroke-width="${at(1.8 * unit)}"`;
  const centre = `<circle cx="${at(x)}" cy="${at(y)}" r="${at(1.1 * unit)}" fill="${halo}"/>`;
  if (side === 'right') return `<circle cx="${at(x)}" cy="${at(y)}" r="${at(radius)}" ${paint}/>${centre}`;
  const half = radius * 0.92;
  const square = `<rect x="${at(x - half)}" y="${at(y - half)}" width="${at(2 * half)}" height="${at(2 * half)}" ${paint}`;
  // The middle's square stands on its corner.
  const turn = side === 'middle' ? ` transform="rotate(45 ${at(x)} ${at(y)})"` : '';
  return `${square}${turn}/>${centre}`;
}

function captionSvg(
  { name, value, confidence }: CaptionItem,
  left: number,
  top: number,
  widthPx: number,
): string {
  const text = (x: number, color: string, weight: number, content: string, anchor = 'start'): string =>
    `<text x="${at(x)}" y="${at(top + fontSizePx)}" font-family="sans-serif" font-size="${fontSizePx}" font-weight="${weight}" fill="${color}" text-anchor="${anchor}">${escapeXml(content)}</text>`;
  const words = text(left, '#9aa4b2', 400, name) + text(left + 6 * fontSizePx, '#ffffff', 600, value);
  if (confidence === null) return words;
  const bar = (width: number, color: string): string =>
    `<rect x="${at(left)}" y="${at(top + fontSizePx + 6)}" width="${at(width)}" height="3" rx="1.5" fill="${color}"/>`;
  const percent = text(left + widthPx, '#9aa4b2', 400, `${Math.round(confidence * 100)} %`, 'end');
  return words + percent + bar(widthPx, '#333b47') + bar(widthPx * confidence, '#56c8ff');
}

function at(value: number): string {
  return value.toFixed(2);
}

/** Names come from people's projects, and characters that XML forbids would spoil the whole drawing. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
