import type { FindRequest, FindResult } from '../learning/engine/protocol';
import type { FaceFinder } from './foundFace';
import { finderName } from './settings';

/** The finder of the engine process: `request` is how it is asked. Fails as the engine fails. */
export function engineFinder(request: (request: FindRequest) => Promise<FindResult>): FaceFinder {
  return {
    name: finderName,
    find: async (photos) => (await request({ kind: 'find', photos })).faces.map((faces) => [...faces]),
  };
}
