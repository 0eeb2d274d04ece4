import type { ModelFormat } from '@shared/learning/modelFormat';
import type { Preprocess } from '../preprocess';
import { viewsPage } from './viewsPage';
import { viewsProgram } from './viewsProgram';

/** A program that answers as Facet does: by all the passes of `preprocess.json`. For models that look at faces. */
export function viewsExample(format: ModelFormat, { adviser }: Preprocess): string {
  return format === 'tfjs' ? viewsPage(adviser) : viewsProgram(format, adviser);
}
