import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blackAndWhite, pixelScaling, recolour } from '../../../../../src/main/learning/augmentation/pixels';

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

describe('recolour', () => {
  const brightness = ([red, green, blue]: readonly number[]): number =>
    0.299 * red! + 0.587 * green! + 0.114 * blue!;
  const changed = (
    pixels: readonly number[],
    saturation: number,
    range: readonly [number, number] = [-100, 100],
  ): number[] => {
    const values = Float32Array.from(pixels);
    recolour(values, 0, pixels.length / 3, saturation, range);
    return [...values];
  };
  const pixel = fc.tuple(...Array.from({ length: 3 }, () => fc.float({ min: -3, max: 3, noNaN: true })));
  const factor = fc.double({ min: 0, max: 2, noNaN: true });

  it('leaves nothing of a colour but its brightness at 0, and all of it at 1', () => {
    const orange = [1, 0.5, -0.25];
    expect(changed(orange, 0)).toEqual(Array<unknown>(3).fill(expect.closeTo(brightness(orange), 6)));
    expect(changed(orange, 1)).toEqual(orange);
  });

  it('keeps the brightness, and scales the distance from it', () => {
    fc.assert(
      fc.property(pixel, factor, (before, saturation) => {
        const gray = brightness(before);
        changed(before, saturation).forEach((value, channel) => {
          expect(value).toBeCloseTo(gray + saturation * (before[channel]! - gray), 4);
        });
      }),
    );
  });

  it('does not care whether contrast and brightness come before or after it', () => {
    fc.assert(
      fc.property(pixel, factor, (before, saturation) => {
        const lit = (values: readonly number[]): number[] => values.map((value) => 1.3 * value + 0.2);
        const [first, last] = [changed(lit(before), saturation), lit(changed(before, saturation))];
        first.forEach((value, channel) => expect(value).toBeCloseTo(last[channel]!, 4));
      }),
    );
  });

  it('cuts off what is beyond black and white', () => {
    expect(changed([-2.5, 0, 3, 2, -2, 1], 1, blackAndWhite('centred'))).toEqual([-2, 0, 2, 2, -2, 1]);
    expect(changed([-1, 0, 300], 1, blackAndWhite('raw'))).toEqual([0, 0, 255]);
    // Colours are moved first: what they leave the range by is lost.
    const [red, ...others] = changed([1.5, -0.5, -0.5], 2, blackAndWhite('centred'));
    expect(red).toBe(2);
    others.forEach((value) => expect(value).toBeCloseTo(2 * -0.5 - brightness([1.5, -0.5, -0.5]), 5));
  });

  it('changes no pixel before or behind its own', () => {
    const values = Float32Array.from({ length: 12 }, (_, index) => index * index);
    recolour(values, 3, 2, 0, [0, 255]);
    expect([...values.subarray(0, 3), ...values.subarray(9)]).toEqual([0, 1, 4, 81, 100, 121]);
    expect(values[3]).toBeCloseTo(brightness([9, 16, 25]), 4);
    expect(values[8]).toBeCloseTo(brightness([36, 49, 64]), 4);
  });
});
