import type { FaceView } from '@shared/contract/library';

const nowhere = { x: 0, y: 0, visibility: 0 } as const;

/** A face with nothing labelled but what a test says of it. */
export function aFace(said: Partial<FaceView> = {}): FaceView {
  const labels = {
    landmarks: [nowhere, nowhere, nowhere, nowhere, nowhere],
    attributes: { gender: null, smile: null, glasses: null, pose: null },
    split: 'training',
  };
  return {
    ...{ id: 7, sourceId: 1, imagePath: 'a/7.jpg', imageWidthPx: 150, imageHeightPx: 150, indexInImage: 0 },
    ...{ contentHash: 'x', duplicate: false, box: null, drawnBox: null, flagged: false, deleted: false },
    ...{ edited: false, confirmed: {}, version: 'a.b', origin: { file: 'training.txt', line: 7 } },
    original: { box: null, ...labels },
    ...labels,
    ...said,
  };
}
