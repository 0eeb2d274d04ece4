import { describe, expect, it } from 'vitest';
import type { FaceTable } from '../../../../../src/main/learning/faceTable';
import { createHead } from '../../../../../src/main/learning/heads/createHead';
import { context, facesOf, shape } from './sample';

const landmarks = createHead(
  {
    name: 'landmarks',
    kind: 'landmarks',
    target: { from: 'landmarks', points: context.scheme.points.map((point) => point.id) },
    weight: 1,
  },
  context,
);

/** Logits that answer `points`, in pixels of the image. */
const logitsOf = (points: readonly number[]): Float32Array =>
  Float32Array.from(points, (pixel, index) => (index % 2 === 0 ? (pixel - 10) / 100 : (pixel - 20) / 200));
const moved = (dx: number, dy: number): number[] =>
  shape.map((pixel, index) => pixel + (index % 2 === 0 ? dx : dy));

describe('the landmarks head', () => {
  // The eyes are 40 px apart: 3 and 4 px aside is 5 / 40.
  const faces = facesOf(2, {}, [...shape, ...shape]);
  const logits = logitsOf([...shape, ...moved(3, 4)]);

  it('predicts points in pixels of the original image', () => {
    const { points } = landmarks.predictions(logits, faces);
    expect([...points!].slice(10)).toEqual(moved(3, 4).map((pixel) => expect.closeTo(pixel, 4)));
  });

  it('scores them over the distance between the eyes', () => {
    const { metrics, outputs } = landmarks.evaluate(logits, faces, 64);
    expect(metrics).toMatchObject({
      nme: expect.closeTo(0.125 / 2, 5),
      failure_rate: 0.5,
      failure_threshold: 0.1,
      auc: expect.closeTo(0.5, 5),
      'nme/left_eye': expect.closeTo(0.125 / 2, 5),
      'nme/mouth_right': expect.closeTo(0.125 / 2, 5),
      unscored_faces: 0,
      average_loss: expect.closeTo((0.03 ** 2 + 0.02 ** 2) / 4, 7),
    });
    expect(outputs.width).toBe(10);
    expect([...outputs.errors]).toEqual([expect.closeTo(0, 5), expect.closeTo(0.125, 5)]);
  });

  it('scores a subset of the points by the eyes of the whole face', () => {
    const nose = createHead(
      { name: 'nose', kind: 'landmarks', target: { from: 'landmarks', points: ['nose'] }, weight: 1 },
      context,
    );
    const { metrics } = nose.evaluate(logitsOf(moved(3, 4).slice(4, 6)), facesOf(1, {}, shape), 64);
    expect(metrics['nme']).toBeCloseTo(0.125, 5);
    expect(metrics['nme/nose']).toBeCloseTo(0.125, 5);
  });
});

describe('faces that lack labels', () => {
  const blind = (faces: FaceTable): FaceTable => {
    faces.visibility[1] = 0;
    return faces;
  };

  it('count apart when an eye is missing, and still in the loss', () => {
    const faces = blind(facesOf(2, {}, [...shape, ...shape]));
    const { metrics, outputs } = landmarks.evaluate(logitsOf([...moved(3, 4), ...moved(3, 4)]), faces, 64);
    expect(metrics).toMatchObject({ nme: expect.closeTo(0.125, 5), unscored_faces: 1 });
    expect([...outputs.errors]).toEqual([Number.NaN, expect.closeTo(0.125, 5)]);
    expect(outputs.losses[0]).toBeGreaterThan(0);
  });

  it('leave no error to report when none has both eyes', () => {
    const { metrics } = landmarks.evaluate(logitsOf(shape), blind(facesOf(1, {}, shape)), 64);
    expect(metrics).toEqual({
      unscored_faces: 1,
      average_loss: expect.closeTo(0, 9),
      loss: expect.closeTo(0, 9),
    });
  });

  it('have predictions, and no metrics, where nothing is labelled', () => {
    const { metrics, outputs } = landmarks.evaluate(logitsOf(shape), facesOf(1, {}), 64);
    expect(metrics).toEqual({});
    expect([...outputs.values]).toEqual(shape.map((pixel) => expect.closeTo(pixel, 4)));
    expect([...outputs.losses, ...outputs.errors]).toEqual([Number.NaN, Number.NaN]);
  });
});
