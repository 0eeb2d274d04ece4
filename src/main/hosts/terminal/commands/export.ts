import { modelFormats } from '@shared/learning/modelFormat';
import type { TerminalCommand } from '../command';
import { exportLabelsCommand } from './exportLabels';
import { exportModelCommand } from './exportModel';

/** What is exported: the project's labels, or a run's model. */
export function exportCommand(words: readonly string[], options: unknown): TerminalCommand {
  return isOfModel(options) ? exportModelCommand(words, options) : exportLabelsCommand(words, options);
}

/** A model is asked for by words, or a format, that labels have no use for. */
function isOfModel(options: unknown): boolean {
  const { run, checkpoint, as } = Object(options) as Record<string, unknown>;
  return run !== undefined || checkpoint !== undefined || modelFormats.some((format) => format === as);
}
