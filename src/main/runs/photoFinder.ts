import { engineFinder } from '../finding/engineFinder';
import { faceBox } from '../finding/framing';
import { finderInput } from '../finding/settings';
import { squareAround } from '../images/region';
import type { NamedFinder } from '../prediction/predictPhotos';
import type { RunServices } from './services';

/** Finds faces in the engine, and frames each for the network that predicts on it. */
export function photoFinder({ engines, job }: Pick<RunServices, 'engines' | 'job'>): NamedFinder {
  const { name, find } = engineFinder((request) => engines.request(request, job));
  return {
    name,
    input: finderInput,
    find: async (looks) => {
      const found = await find(looks.map(({ viewed }) => viewed));
      return found.map((faces) =>
        faces.map((face) => {
          const { x, y, width, height } = faceBox(face);
          const box = { x, y, width, height };
          return { box, score: face.score, region: squareAround(box) };
        }),
      );
    },
  };
}
