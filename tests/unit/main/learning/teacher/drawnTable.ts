import sharp from 'sharp';
import type { FaceTable } from '../../../../../src/main/learning/faceTable';
import { parseRow } from '../../../../../src/main/datasets/mtfl/row';
import { drawFaces } from '../../../../support/drawnFaces';

const sidePx = 72;

/** Drawn faces with their labelled points, each image a crop, in memory; after them as many crops of nothing at all. */
export async function drawnTable(faces: number, empty = 0): Promise<FaceTable> {
  const drawn = await drawFaces(faces);
  const count = faces + empty;
  const cropBytes = sidePx * sidePx * 3;
  const memory = new Uint8Array(count * cropBytes).fill(128);
  const points = new Float32Array(count * 10);
  const visibility = new Uint8Array(count * 5);
  for (const [row, { jpeg, rowOf }] of drawn.entries()) {
    memory.set(await sharp(jpeg).removeAlpha().raw().toBuffer(), row * cropBytes);
    const parsed = parseRow(rowOf('face.jpg'));
    if ('problem' in parsed) throw new Error(parsed.problem.reason);
    points.set(
      parsed.row.landmarks.flatMap(({ x, y }) => [x, y]),
      row * 10,
    );
    visibility.fill(2, row * 5, row * 5 + 5);
  }
  return {
    count,
    faceIds: Int32Array.from({ length: count }, (_, row) => row + 1),
    crops: { bytes: { memory }, sidePx, marginPx: 0 },
    cropRows: Int32Array.from({ length: count }, (_, row) => row),
    points,
    visibility,
    regions: Float32Array.from({ length: count * 4 }, (_, index) => (index % 4 < 2 ? 0 : sidePx)),
    attributes: {},
  };
}
