import { describe, expect, it } from 'vitest';
import type { OverlayFace } from '../../../../src/main/images/overlay';
import { overlaySvg } from '../../../../src/main/images/overlaySvg';

const shown = { widthPx: 1400, heightPx: 1200 };

function faceAt(x: number, y: number, side: number, label: string | null = '0'): OverlayFace {
  return {
    points: [{ x: x + side / 2, y: y + side / 2, side: 'right' }],
    edges: [],
    frame: { x, y, width: side, height: side },
    label,
  };
}

function drawn(...faces: OverlayFace[]): string {
  return overlaySvg({ faces, caption: [] }, shown, { x: 1, y: 1 }).svg;
}

/** Of the point's mark. */
function radius(svg: string): number {
  return Math.max(...[...svg.matchAll(/<circle [^>]*r="([\d.]+)"/g)].map((match) => Number(match[1])));
}

/** Where a number's ground is. */
function ground(svg: string): { readonly x: number; readonly y: number; readonly height: number } {
  const [, x, y, height] =
    /<rect x="([\d.-]+)" y="([\d.-]+)" width="[\d.]+" height="([\d.]+)" rx=/.exec(svg) ?? [];
  return { x: Number(x), y: Number(y), height: Number(height) };
}

describe('an overlay', () => {
  it('has marks in the size of the face, not of the photo, and never so small that nobody sees them', () => {
    expect(radius(drawn(faceAt(100, 100, 150)))).toBeCloseTo(3.75);
    expect(radius(drawn(faceAt(100, 100, 10)))).toBeCloseTo(2);
    // Of one large face they are what they are for the photo.
    expect(radius(drawn(faceAt(100, 100, 1100)))).toBeCloseTo((5 * 1400) / 480, 1);
  });

  it('says a face’s number above it, or below where there is no room, and always in the photo', () => {
    const above = ground(drawn(faceAt(100, 100, 150)));
    expect(above.x).toBe(100);
    expect(above.y + above.height).toBeLessThan(100);
    expect(ground(drawn(faceAt(100, 5, 150))).y).toBeGreaterThan(155);
    const outside = ground(drawn(faceAt(-40, -40, 1400)));
    expect(outside.x).toBe(0);
    expect(outside.y + outside.height).toBeLessThanOrEqual(1200);
  });

  it('draws numbers over everything that is drawn on the faces', () => {
    const svg = drawn(faceAt(100, 100, 150, '0'), faceAt(200, 100, 150, '1'));
    expect(svg.indexOf('<text')).toBeGreaterThan(svg.lastIndexOf('<circle'));
    expect([...svg.matchAll(/>(\d)<\/text>/g)].map((match) => match[1])).toEqual(['0', '1']);
    expect(drawn(faceAt(100, 100, 150, null))).not.toContain('<text');
  });
});
