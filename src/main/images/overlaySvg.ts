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
  const placed = faces.map((face) => placedFace(face, shown, scale));
  // Numbers come last: whatever is drawn on a neighbour, they can be read.
  const faceMarkup = [...placed.map(faceSvg), ...placed.map((face) => labelSvg(face, shown))].join('');
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

/** A face in pixels of the photo as it is shown. */
interface PlacedFace extends OverlayFace {
  /** What lines and marks are measured in. */
  readonly unit: number;
}

/** A face of so many pixels has marks of one unit; the smaller ones of a group have smaller marks, down to what is seen. */
const facePxOfUnit = 200;
const leastUnit = 0.4;

function placedFace(
  { points, edges, frame, label }: OverlayFace,
  shown: ImageSize,
  scale: { readonly x: number; readonly y: number },
): PlacedFace {
  const onPhoto = frame && {
    x: frame.x * scale.x,
    y: frame.y * scale.y,
    width: frame.width * scale.x,
    height: frame.height * scale.y,
  };
  const ofPhoto = Math.max(shown.widthPx, shown.heightPx) / 480;
  const ofFace = onPhoto ? Math.max(onPhoto.width, onPhoto.height) / facePxOfUnit : ofPhoto;
  return {
    points: points.map((point) => ({ ...point, x: point.x * scale.x, y: point.y * scale.y })),
    edges,
    frame: onPhoto,
    label,
    unit: Math.max(leastUnit, Math.min(ofPhoto, ofFace)),
  };
}

function faceSvg({ points, edges, frame, unit }: PlacedFace): string {
  const lines = edges
    .map(([first, second]) => {
      const [from, to] = [points[first]!, points[second]!];
      return `M${at(from.x)} ${at(from.y)}L${at(to.x)} ${at(to.y)}`;
    })
    .join('');
  const path = (color: string, width: number, opacity: number): string =>
    `<path d="${lines}" fill="none" stroke="${color}" stroke-width="${at(width)}" stroke-opacity="${opacity}" stroke-linecap="round"/>`;
  const skeleton = lines === '' ? '' : path(halo, 3.6 * unit, 0.55) + path('#ffffff', 1.6 * unit, 0.85);
  const framed = frame === null ? '' : frameSvg(frame, unit);
  return framed + skeleton + points.map((point) => markSvg(point, unit)).join('');
}

/** The model's: dashed. */
function frameSvg({ x, y, width, height }: Region, unit: number): string {
  const place = `x="${at(x)}" y="${at(y)}" width="${at(width)}" height="${at(height)}"`;
  const stroke = (color: string, strokePx: number): string =>
    `<rect ${place} fill="none" stroke="${color}" stroke-width="${at(strokePx)}" stroke-dasharray="${at(6 * unit)} ${at(4 * unit)}"/>`;
  return stroke(halo, 3 * unit) + stroke(frameColor, 1.6 * unit);
}

const leastLabelPx = 12;
/** Of a digit, in its size: wide enough for every font that a machine may have. */
const digitWidth = 0.64;

/** The face's number on a ground of its own, above the frame, or below it where the photo has no room above. */
function labelSvg({ frame, label, points, unit }: PlacedFace, shown: ImageSize): string {
  if (label === null) return '';
  const fontPx = Math.max(leastLabelPx, 14 * unit);
  const [width, height] = [(label.length * digitWidth + 0.5) * fontPx, 1.2 * fontPx];
  const gap = 2 * unit;
  const { x, y, bottom } = frame ? { ...frame, bottom: frame.y + frame.height } : firstPoint(points);
  const above = y - gap - height;
  const top = above >= 0 ? above : bottom + gap;
  // In the photo, also where the frame begins or ends outside of it.
  const [left, upper] = [within(x, shown.widthPx - width), within(top, shown.heightPx - height)];
  const ground = `<rect x="${at(left)}" y="${at(upper)}" width="${at(width)}" height="${at(height)}" rx="${at(0.2 * fontPx)}" fill="${halo}" fill-opacity="0.85"/>`;
  const font = `font-size="${at(fontPx)}" font-weight="700" font-family="sans-serif" text-anchor="middle"`;
  return `${ground}<text x="${at(left + width / 2)}" y="${at(upper + 0.95 * fontPx)}" ${font} fill="${frameColor}">${escapeXml(label)}</text>`;
}

function firstPoint(points: PlacedFace['points']): { x: number; y: number; bottom: number } {
  const { x = 0, y = 0 } = points[0] ?? {};
  return { x, y, bottom: y };
}

function within(place: number, most: number): number {
  return Math.max(0, Math.min(place, most));
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
