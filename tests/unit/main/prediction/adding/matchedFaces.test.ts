import { describe, expect, it } from 'vitest';
import type { FaceOfImage } from '../../../../../src/main/project/faces/faceRepository';
import { matchedFaces } from '../../../../../src/main/prediction/adding/matchedFaces';

const square = (x: number, side = 10) => ({ x, y: 0, width: side, height: side });
const found = (x: number, side = 10) => ({ found: { box: square(x, side), score: 0.9 } });

function known(indexInImage: number, x: number, side = 10): FaceOfImage {
  return { indexInImage, box: { ...square(x, side), drawnBy: 'detector' } } as FaceOfImage;
}

function indices(predicted: Parameters<typeof matchedFaces>[0], faces: readonly FaceOfImage[]) {
  return matchedFaces(predicted, faces).map((face) => [face.known?.indexInImage ?? null, face.indexInImage]);
}

describe('a photo’s predicted faces', () => {
  it('are the project’s where their boxes agree, else new ones behind them', () => {
    expect(indices([found(100), found(1), found(50)], [known(0, 0), known(3, 52)])).toEqual([
      [null, 1],
      [0, 0],
      [3, 3],
    ]);
  });

  it('are each another one', () => {
    expect(indices([found(0), found(1)], [known(0, 0)])).toEqual([
      [0, 0],
      [null, 1],
    ]);
  });

  it('are none of a face whose box is the whole photo', () => {
    expect(indices([found(10)], [known(0, 0, 200)])).toEqual([[null, 1]]);
  });

  it('are the first where the photo counts as one', () => {
    expect(indices([{ found: null }], [known(0, 40), known(1, 0)])).toEqual([[0, 0]]);
    expect(indices([{ found: null }], [])).toEqual([[null, 0]]);
  });
});
