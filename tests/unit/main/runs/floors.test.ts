import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { presetConfiguration } from '@shared/learning/presets';
import type { FaceTable } from '../../../../src/main/learning/faceTable';
import { constantFloors } from '../../../../src/main/runs/floors';
import { regionOf } from '../../../../src/main/runs/regions';
import type { LearningFaces } from '../../../../src/main/project/faces/learningFaces';
import { learningFaces } from './support';

const points = [80, 40, 120, 40, 100, 60, 85, 80, 115, 90];
const shifted = (by: number): number[] => points.map((value) => value + by);

/** The faces as learning takes them, without pictures: a floor reads none. */
function tableOf(faces: LearningFaces): FaceTable {
  const regions = Array.from({ length: faces.count }, (_, row) => regionOf(faces, row, 'face'));
  return {
    ...faces,
    crops: { bytes: { memory: new Uint8Array(0) }, sidePx: 0, marginPx: 0 },
    cropRows: new Int32Array(faces.count),
    regions: Float32Array.from(regions.flatMap(({ x, y, width, height }) => [x, y, width, height])),
  };
}

const context = {
  configuration: presetConfiguration('studio', mtflTemplate),
  scheme: mtflTemplate.scheme,
  attributes: mtflTemplate.attributes,
};

describe('constantFloors', () => {
  const box = { x: 50, y: 0, width: 100, height: 100 };
  const training = learningFaces([
    { points: shifted(-3), box, labels: { gender: 0, smile: 1, pose: 2 } },
    { points: shifted(7), box, labels: { gender: 0, smile: 0, pose: 2 } },
    { labels: { gender: 1, smile: 1, pose: 4 } },
  ]);
  const evaluated = tableOf(
    learningFaces([
      { points, box, labels: { gender: 0, smile: 1, glasses: 0, pose: 2 } },
      { points, box, labels: { gender: 1, smile: 1, glasses: 0, pose: 2 } },
      { points, box, labels: { gender: 1, smile: 0, glasses: 1, pose: 1 } },
      { points, box, labels: { gender: 1, smile: 1, glasses: 1, pose: 2 } },
    ]),
  );
  const floors = constantFloors(context, training, evaluated);

  it('answer the majority of the training faces', () => {
    expect(floors).toMatchObject({
      'accuracy/gender': 1 / 4,
      'balanced_accuracy/gender': 1 / 2,
      'accuracy/smile': 3 / 4,
      'accuracy/pose': 3 / 4,
      'balanced_accuracy/pose': 1 / 2,
    });
  });

  it('answer the mean shape of the training faces: here 2 px off, of 40 px between the eyes', () => {
    expect(floors['nme/landmarks']).toBeCloseTo(Math.hypot(2, 2) / 40, 5);
  });

  it('have the names of an evaluation’s metrics, with their sum', () => {
    expect(Object.keys(floors)).toContain('average_loss/landmarks');
    expect(floors['loss']).toBeGreaterThan(0);
  });

  it('answer something even where no training face has a label', () => {
    const without = constantFloors(context, learningFaces([{ labels: { gender: 1 } }]), evaluated);
    expect(without['accuracy/gender']).toBe(3 / 4);
    expect(without['accuracy/glasses']).toBe(1 / 2);
  });
});
