import type { TerminalCommand } from '../command';
import { exportLabelsCommand } from './exportLabels';

/** What is exported: the project's labels. */
export function exportCommand(words: readonly string[], options: unknown): TerminalCommand {
  return exportLabelsCommand(words, options);
}
