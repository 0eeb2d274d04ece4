import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pixelScaling } from '../../../../../src/main/learning/augmentation/pixels';

const change = {
  contrast: fc.double({ min: 0.5, max: 1.5, noNaN: true }),
  brightness: fc.double({ min: -0.2, max: 0.2, noNaN: true }),
};
const scaled = (form: 'raw' | 'centred', value: number, contrast = 1, brightness = 0): number => {
  const { gain, offset } = pixelScaling(form, { contrast, brightness });
  return value * gain + offset;
};

describe('pixelScaling', () => {
  it('hands on 0…255, raw, and (x/255 − 0.5)·4, centred', () => {
    expect([0, 51, 255].map((value) => scaled('raw', value))).toEqual(
      [0, 51, 255].map((value) => expect.closeTo(value, 9) as number),
    );
    expect([0, 127.5, 255].map((value) => scaled('centred', value))).toEqual(
      [-2, 0, 2].map((value) => expect.closeTo(value, 9) as number),
    );
  });

  it('is the plain formula, whatever contrast and brightness', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 255 }),
        change.contrast,
        change.brightness,
        (value, contrast, brightness) => {
          const plain = (value / 255 - 0.5) * contrast + 0.5 + brightness;
          expect(scaled('raw', value, contrast, brightness)).toBeCloseTo(255 * plain, 6);
          expect(scaled('centred', value, contrast, brightness)).toBeCloseTo((plain - 0.5) * 4, 9);
        },
      ),
    );
  });

  it('leaves mid-gray where it is under any contrast', () => {
    fc.assert(
      fc.property(change.contrast, (contrast) => {
        expect(scaled('centred', 127.5, contrast)).toBeCloseTo(0, 9);
        expect(scaled('raw', 127.5, contrast)).toBeCloseTo(127.5, 6);
      }),
    );
  });
});
