import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import type { HeadCalibration } from '@shared/learning/calibration';
import { presetConfiguration } from '@shared/learning/presets';
import { preprocessOf } from '../../../../src/main/models/preprocess';

const studio = presetConfiguration('studio', mtflTemplate);

describe('preprocessOf', () => {
  it('says how a photo becomes the input, and what the model does itself', () => {
    expect(preprocessOf(studio, {})).toMatchObject({
      input: { name: 'image', sizePx: 64 },
      scalingInTheModel: { factor: 4 / 255, offset: -2 },
      crop: { of: 'face' },
      resize: { antialiased: true, throughPx: 96, marginPx: 24 },
    });
    expect(preprocessOf(presetConfiguration('tutorial', mtflTemplate), {})).toMatchObject({
      scalingInTheModel: null,
      crop: { of: 'image' },
      resize: { antialiased: false, throughPx: 40, marginPx: 0 },
      views: null,
    });
  });

  it('says how what an adviser answers is pooled with what the model does, whose logits are divided already', () => {
    const temperature = (value: number): HeadCalibration => ({
      ...{ temperature: value, labels: 9, errorBefore: 0.2, errorAfter: 0.1 },
    });
    const weights = [1, 2];
    const learnt = {
      advice: {
        gender: { weights, share: 0.4 },
        smile: { weights, share: 0.5 },
        pose: { weights, share: 0 },
      },
      calibration: { gender: temperature(1.5), pose: temperature(3) },
      calibrationAlone: { gender: temperature(2), pose: temperature(3) },
    };
    const { adviser } = preprocessOf(studio, learnt);
    expect(adviser).toEqual({
      model: 'adviser',
      heads: {
        gender: { own: expect.closeTo((0.6 * 2) / 1.5, 12), adviser: expect.closeTo(0.4 / 1.5, 12) },
        smile: { own: 0.5, adviser: 0.5 },
      },
    });
    expect(preprocessOf(studio, { advice: { pose: learnt.advice.pose } }).adviser).toBeNull();
  });

  it('says from which views Facet answers, what a face is turned to, and whose points turn it', () => {
    const views = { mirrored: true, realigned: true, closer: 1.4 };
    expect(
      preprocessOf(
        { ...studio, views },
        {
          alignedShape: [0.4, 0.4, 0.6, 0.4],
          firstLookShares: { gender: 0.5 },
        },
      ).views,
    ).toEqual({
      mirrored: true,
      realigned: {
        times: 2,
        by: 'landmarks',
        to: [
          [0.4, 0.4],
          [0.6, 0.4],
        ],
        zoom: [0.7, 2.8],
        places: ['landmarks'],
        firstLook: { gender: 0.5 },
      },
    });
    expect(preprocessOf({ ...studio, views }, {}).views).toEqual({ mirrored: true, realigned: null });
    const attributes = studio.heads.filter(({ kind }) => kind !== 'landmarks');
    expect(preprocessOf({ ...studio, views, heads: attributes }, { alignedShape: [0.4, 0.4] }).views).toEqual(
      {
        mirrored: true,
        realigned: null,
      },
    );
    expect(preprocessOf({ ...studio, views: { mirrored: false, realigned: false } }, {}).views).toBeNull();
  });
});
