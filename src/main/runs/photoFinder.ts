import { fail } from '@shared/result';
import type { NamedFinder } from '../prediction/predictPhotos';
import type { RunServices } from './services';

/** Finds faces in the engine. */
export function photoFinder(_services: RunServices): Promise<NamedFinder> {
  return fail('finder-missing', 'Faces cannot be looked for here.');
}
