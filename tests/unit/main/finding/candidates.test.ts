import { describe, expect, it } from 'vitest';
import { inPhoto, merged, proposedBoxes, type Candidate } from '../../../../src/main/finding/candidates';

function candidate(x: number, y: number, side: number, score: number): Candidate {
  return { x, y, width: side, height: side, score };
}

describe('proposedBoxes', () => {
  it('reads centre and size relative to the cell, and leaves out what is below the score or has no size', () => {
    const sidePx = 8;
    const scores = Float32Array.from([0, -3, 2, 5]);
    const boxes = new Float32Array(4 * 16);
    boxes.set([1, -1, 4, 6], 0);
    boxes.set([0, 0, 4, 4], 16);
    boxes.set([0, 0, 2, 2], 32);
    boxes.set([0, 0, 0, 4], 48);
    expect(proposedBoxes({ scores, boxes, sidePx }, 0.5)).toEqual([
      { x: 1, y: -2, width: 4, height: 6, score: 0.5 },
      { x: 1, y: 5, width: 2, height: 2, score: expect.closeTo(0.8808, 4) as number },
    ]);
  });

  it('passes over what is no number', () => {
    const outputs = { scores: Float32Array.from([NaN]), boxes: new Float32Array(16).fill(1), sidePx: 4 };
    expect(proposedBoxes(outputs, 0.5)).toEqual([]);
  });
});

describe('merged', () => {
  it('makes one box of those that overlap, weighted by score, with the best one’s score', () => {
    const [face, ...others] = merged([candidate(10, 0, 100, 0.6), candidate(0, 0, 100, 0.9)]);
    expect(others).toEqual([]);
    expect(face).toMatchObject({ x: expect.closeTo(4, 6) as number, y: 0, score: 0.9 });
  });

  it('keeps faces beside each other, best first', () => {
    const faces = merged([candidate(0, 0, 50, 0.6), candidate(60, 0, 50, 0.8)]);
    expect(faces.map(({ x }) => x)).toEqual([60, 0]);
  });

  it('drops a weaker box inside a face, and keeps a small face beside a large one', () => {
    const large = candidate(0, 0, 200, 0.8);
    const mouth = candidate(80, 120, 40, 0.7);
    const neighbour = candidate(190, 0, 40, 0.7);
    expect(merged([large, mouth, neighbour])).toHaveLength(2);
  });

  it('has nothing to merge in nothing', () => {
    expect(merged([])).toEqual([]);
  });
});

describe('inPhoto', () => {
  it('leads from the input of the network back to the photo’s own pixels', () => {
    const shrunk = { widthPx: 100, heightPx: 50, original: { widthPx: 400, heightPx: 200 } };
    const view = { region: { x: -25, y: -50, width: 150, height: 150 }, sidePx: 150 };
    const box = { x: 25, y: 50, width: 100, height: 50, score: 0.5 };
    expect(inPhoto(box, view, shrunk)).toEqual({ x: 0, y: 0, width: 400, height: 200, score: 0.5 });
  });
});
