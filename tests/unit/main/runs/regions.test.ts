import { describe, expect, it } from 'vitest';
import { aflwFraming } from '@shared/geometry/framing';
import { regionOf } from '../../../../src/main/runs/regions';
import { learningFaces } from './support';

// Eyes 40 px apart, mouth 50 px below: an extent of 50 px, the mean at (100, 62).
const points = [80, 40, 120, 40, 100, 60, 85, 80, 115, 90];
const mean = { x: 100, y: 62 };

describe('the region that a network is shown', () => {
  it('is the whole image where the configuration says so, whatever is drawn on it', () => {
    const faces = learningFaces([{ points, box: { x: 10, y: 10, width: 50, height: 50 } }]);
    expect(regionOf(faces, 0, 'image')).toEqual({ x: 0, y: 0, width: 200, height: 100 });
  });

  it('is the square around a drawn box, with its centre and longer side', () => {
    const faces = learningFaces([
      { points },
      { points, box: { x: 10, y: 20, width: 60, height: 40 } },
      { points, box: { x: 10, y: 20, width: 40, height: 60 } },
    ]);
    expect(regionOf(faces, 1, 'face')).toEqual({ x: 10, y: 10, width: 60, height: 60 });
    expect(regionOf(faces, 2, 'face')).toEqual({ x: 0, y: 20, width: 60, height: 60 });
  });

  it('is framed around the points as AFLW frames faces, where no box is drawn', () => {
    const region = regionOf(learningFaces([{ points }]), 0, 'face');
    const side = 50 / aflwFraming.extentOfSide;
    expect(region.width).toBeCloseTo(side, 4);
    expect(region.height).toBeCloseTo(side, 4);
    expect((mean.x - region.x) / side).toBeCloseTo(aflwFraming.centreX, 6);
    expect((mean.y - region.y) / side).toBeCloseTo(aflwFraming.centreY, 6);
  });

  it('goes by the points that are labelled alone', () => {
    const stray = [...points.slice(0, 8), 9999, 9999];
    const region = regionOf(learningFaces([{ points: stray, visibility: [2, 2, 1, 2, 0] }]), 0, 'face');
    expect(region.width).toBeCloseTo(40 / aflwFraming.extentOfSide, 4);
  });

  it('is the square around the image where nothing is labelled', () => {
    expect(regionOf(learningFaces([{}]), 0, 'face')).toEqual({ x: 0, y: -50, width: 200, height: 200 });
  });

  it('is a person’s own, face by face', () => {
    const moved = points.map((value, index) => value + (index % 2 === 0 ? 30 : 0));
    const faces = learningFaces([{ points }, { points: moved }]);
    const [first, second] = [regionOf(faces, 0, 'face'), regionOf(faces, 1, 'face')];
    expect(second.x - first.x).toBeCloseTo(30, 4);
    expect(second.y).toBeCloseTo(first.y, 6);
  });
});
