import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromPackage } from '../../packageFolder';

const assets = 'face_mesh_solution_packed_assets';

/**
 * The network of face meshes that the package `@mediapipe/face_mesh` brings: one of several files in one, whose places its
 * loader lists. Fails with `model-missing`.
 */
export function readMeshModelFile(): Uint8Array {
  return fromPackage('@mediapipe/face_mesh', 'The network of face meshes', (folder) => {
    const list = readFileSync(join(folder, `${assets}_loader.js`), 'utf8');
    const place = /"[^"]*\/face_landmark\.tflite",\s*"start":\s*(\d+),\s*"end":\s*(\d+)/.exec(list);
    if (!place) throw new Error(`${assets}_loader.js does not name it`);
    return readFileSync(join(folder, `${assets}.data`)).subarray(Number(place[1]), Number(place[2]));
  });
}
