import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  areaOnStage,
  fitted,
  keptInSight,
  leastScale,
  mostScale,
  panned,
  toImage,
  toStage,
  wheelFactor,
  zoomed,
  zoomStep,
} from '../../../../../src/renderer/features/annotate/viewport';

const place = fc.double({ min: -3000, max: 3000, noNaN: true });
const point = fc.record({ x: place, y: place });
const viewport = fc.record({
  scale: fc.double({ min: 0.05, max: 40, noNaN: true }),
  offsetX: place,
  offsetY: place,
});
const side = fc.integer({ min: 50, max: 3000 });
const size = fc.record({ width: side, height: side });

describe('areaOnStage', () => {
  it('reaches from the stage’s place of one corner to that of the opposite one', () => {
    fc.assert(
      fc.property(viewport, point, size, (view, corner, area) => {
        const shown = areaOnStage(view, { ...corner, ...area });
        const end = toStage(view, { x: corner.x + area.width, y: corner.y + area.height });
        expect(shown).toMatchObject(toStage(view, corner));
        expect(shown.x + shown.width).toBeCloseTo(end.x, 4);
        expect(shown.y + shown.height).toBeCloseTo(end.y, 4);
      }),
    );
  });
});

describe('toStage and toImage', () => {
  it('undo each other', () => {
    fc.assert(
      fc.property(viewport, point, (viewport, point) => {
        const back = toImage(viewport, toStage(viewport, point));
        expect(back.x).toBeCloseTo(point.x, 4);
        expect(back.y).toBeCloseTo(point.y, 4);
      }),
    );
  });

  it('put the centre of the first pixel half a pixel into the image', () => {
    const at = toStage({ scale: 10, offsetX: 100, offsetY: 50 }, { x: 0.5, y: 0.5 });
    expect(at).toEqual({ x: 105, y: 55 });
  });
});

describe('fitted', () => {
  it('puts the area in the middle, whole, and as large as it can be', () => {
    fc.assert(
      fc.property(size, size, point, (stage, area, corner) => {
        const view = fitted(stage, { ...area, ...corner });
        const middle = toStage(view, { x: corner.x + area.width / 2, y: corner.y + area.height / 2 });
        expect(middle.x).toBeCloseTo(stage.width / 2, 3);
        expect(middle.y).toBeCloseTo(stage.height / 2, 3);
        const room = { width: Math.max(32, stage.width - 48), height: Math.max(32, stage.height - 48) };
        const [width, height] = [area.width * view.scale, area.height * view.scale];
        if (view.scale === mostScale || view.scale === leastScale) return;
        expect(width).toBeLessThanOrEqual(room.width + 1e-6);
        expect(height).toBeLessThanOrEqual(room.height + 1e-6);
        expect(Math.abs(width - room.width) < 1e-6 || Math.abs(height - room.height) < 1e-6).toBe(true);
      }),
    );
  });
});

describe('zoomed', () => {
  it('leaves the point under the pointer where it is', () => {
    fc.assert(
      fc.property(viewport, point, fc.double({ min: 0.1, max: 10, noNaN: true }), (view, at, factor) => {
        const under = toImage(view, at);
        const after = toStage(zoomed(view, factor, at), under);
        expect(after.x).toBeCloseTo(at.x, 3);
        expect(after.y).toBeCloseTo(at.y, 3);
      }),
    );
  });

  it('stops at its ends', () => {
    const view = { scale: 1, offsetX: 0, offsetY: 0 };
    expect(zoomed(view, 1e9, { x: 5, y: 5 }).scale).toBe(mostScale);
    expect(zoomed(view, 1e-9, { x: 5, y: 5 }).scale).toBe(leastScale);
  });
});

describe('keptInSight', () => {
  it('never loses the image, however far it is pushed', () => {
    fc.assert(
      fc.property(viewport, size, size, place, place, (view, stage, image, dx, dy) => {
        const kept = keptInSight(panned(view, dx * 9, dy * 9), stage, image);
        const [left, top] = [kept.offsetX, kept.offsetY];
        const [right, bottom] = [left + image.width * view.scale, top + image.height * view.scale];
        expect(right).toBeGreaterThan(0);
        expect(bottom).toBeGreaterThan(0);
        expect(left).toBeLessThan(stage.width);
        expect(top).toBeLessThan(stage.height);
        expect(kept.scale).toBe(view.scale);
      }),
    );
  });

  it('leaves alone what is in sight', () => {
    const view = { scale: 2, offsetX: 10, offsetY: -30 };
    expect(keptInSight(view, { width: 800, height: 600 }, { width: 250, height: 250 })).toEqual(view);
  });
});

describe('wheelFactor', () => {
  it('enlarges upwards and goes back the same way downwards', () => {
    expect(wheelFactor(-100, 0, false)).toBeCloseTo(zoomStep, 9);
    expect(wheelFactor(-100, 0, false) * wheelFactor(100, 0, false)).toBeCloseTo(1, 9);
  });

  it('counts lines and pages as so many pixels, and bounds a flung wheel', () => {
    expect(wheelFactor(-3, 1, false)).toBeCloseTo(wheelFactor(-48, 0, false), 9);
    expect(wheelFactor(-9000, 0, false)).toBe(wheelFactor(-240, 0, false));
  });
});
