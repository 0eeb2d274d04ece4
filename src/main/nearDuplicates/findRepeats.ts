import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RepeatsReport } from '@shared/contract/repeats';
import type { InputConfiguration } from '@shared/learning/configuration';
import { fail } from '@shared/result';
import { openCropReader } from '../learning/pipeline/cropReader';
import { prepareFaces } from '../runs/faceTables';
import type { RunServices } from '../runs/services';
import { nearHashes } from './hashSearch';
import { identicalPhotos } from './identicalPhotos';
import { correlation, hashedSidePx, normalizedGray, perceptualHash } from './perceptualHash';

/** Crops that correlate less may be of two photos of one person, or of two people who look alike. */
export const leastSimilarity = 0.95;
/** More than a person would look at: a data set that is full of copies is told by the number of these. */
const mostPairs = 100_000;

/** The face as all networks are shown it, small: what it is of stays, what an encoder did to it goes. */
const input: InputConfiguration = { crop: 'face', sizePx: hashedSidePx, margin: 0, pixels: 'raw' };

/**
 * Faces that nearly repeat each other: the same photo encoded again, scaled or in other light, also under another name
 * or split. Files of the same bytes are, however their faces are framed; others are candidates by their perceptual hash,
 * told where their crops correlate. What is found is kept in the project.
 * Fails with `no-faces`, and where no image can be read; the list before then stays.
 */
export async function findRepeats({
  project,
  reader,
  job,
}: Pick<RunServices, 'project' | 'reader' | 'job'>): Promise<RepeatsReport> {
  const startedMs = performance.now();
  const faces = project.faces.forLearning();
  if (faces.count === 0) fail('no-faces', 'The project has no faces to compare; import a data set first.');
  const { attributes } = project.template;
  const { table, contentHashes, problems } = await prepareFaces(faces, {
    input,
    attributes,
    cacheFolder: project.cacheFolder,
    reader,
    context: job,
  });
  const crops = openCropReader(table.crops, false);
  const grayOf = (row: number): Float32Array => {
    const { bytes, offset } = crops.row(table.cropRows[row]!);
    return normalizedGray(bytes.subarray(offset, offset + hashedSidePx * hashedSidePx * 3));
  };
  const hashes = new Uint32Array(table.count * 2);
  const pairs: { first: number; second: number; similarity: number }[] = [];
  const pathOf = new Map(Array.from(faces.faceIds, (id, row) => [id, faces.imagePaths[row]!]));
  const imagePaths = Array.from(table.faceIds, (id) => pathOf.get(id)!);
  const isIdentical = new Set<number>();
  for (const [first, second] of identicalPhotos({ contentHashes, imagePaths, regions: table.regions })) {
    if (pairs.length >= mostPairs) break;
    isIdentical.add(first * table.count + second);
    pairs.push({ first: table.faceIds[first]!, second: table.faceIds[second]!, similarity: 1 });
  }
  let compared = 0;
  try {
    for (let row = 0; row < table.count; row += 1) {
      perceptualHash(grayOf(row), hashes.subarray(row * 2, row * 2 + 2));
      if (row % 256 === 0) await breathe(row);
    }
    let known: { readonly row: number; readonly gray: Float32Array } = { row: -1, gray: new Float32Array(0) };
    for (const [first, second] of nearHashes(hashes)) {
      if (pairs.length >= mostPairs) break;
      if (isIdentical.has(first * table.count + second)) continue;
      compared += 1;
      if (compared % 1024 === 0) await breathe(table.count);
      // The pairs of one face come one after the other.
      if (known.row !== first) known = { row: first, gray: grayOf(first) };
      const similarity = correlation(known.gray, grayOf(second));
      if (similarity < leastSimilarity) continue;
      pairs.push({
        first: table.faceIds[first]!,
        second: table.faceIds[second]!,
        similarity: Math.min(1, similarity),
      });
    }
  } finally {
    crops.close();
  }
  pairs.sort((one, other) => other.similarity - one.similarity || one.first - other.first);
  project.lists.keepRepeats({ at: new Date().toISOString(), faces: table.count, pairs });

  const records = new Map(
    project.faces
      .getAll([...new Set(pairs.flatMap(({ first, second }) => [first, second]))])
      .map((face) => [face.id, face]),
  );
  const named = (id: number): RepeatsReport['pairs'][number]['first'] => {
    const { imagePath, split } = records.get(id)!;
    return { faceId: id, image: imagePath, split };
  };
  return {
    faces: table.count,
    compared,
    pairs: pairs.map(({ first, second, similarity }) => ({
      first: named(first),
      second: named(second),
      similarity,
    })),
    acrossSplits: pairs.filter(
      ({ first, second }) => records.get(first)!.split !== records.get(second)!.split,
    ).length,
    seconds: (performance.now() - startedMs) / 1000,
    problems,
  };

  async function breathe(done: number): Promise<void> {
    job.signal.throwIfAborted();
    job.progress({ phase: 'comparing faces', done, total: table.count });
    await nextTurn();
  }
}
