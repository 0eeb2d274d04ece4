import { foldCounts } from '@shared/contract/labelCheck';
import { queueLengths } from '@shared/contract/labelNext';
import type { AddCommand } from '../addCommand';
import { checkpointOption, projectOption, runOption } from '../commonOptions';
import { names, numberFromZero, positiveNumber, wholeNumberIn } from '../values';

/** What a run says of the project’s own faces and labels. */
export function labelCommands(add: AddCommand): void {
  add(
    'suggest',
    'predict on the project’s own faces: suggestions to review, and labels that a head contradicts',
    async () => (await import('../commands/suggest')).suggestCommand,
  )
    .addOption(projectOption())
    .addOption(runOption())
    .addOption(checkpointOption());

  add(
    'accept',
    'take over what a run suggests where labels are missing, of all faces as one step',
    async () => (await import('../commands/accept')).acceptCommand,
  )
    .addOption(projectOption())
    .addOption(runOption())
    .option('--what <names>', 'points, and attributes by name, comma-separated (default: everything)', names)
    .option('--at-least <x>', 'attributes of which it is at least so sure, 0 to 1', numberFromZero, 0.9)
    .option('--replace', 'also in place of labels that say otherwise; those that were confirmed stay')
    .option('--split <name>', 'only of the faces in this split');

  add(
    'label-errors',
    'rank the training labels by how far networks that have not seen them doubt them',
    async () => (await import('../commands/labelErrors')).labelErrorsCommand,
  )
    .addOption(projectOption())
    .addOption(runOption())
    .option(
      '--folds <n>',
      `parts of the faces, each asked of a network that learnt from the others (default: ${foldCounts.usual})`,
      wholeNumberIn(foldCounts, 'a part is asked of a network that learnt from the other ones'),
    )
    .option('--epochs <n>', 'train each network this long (default: as the run, 8 at most)', positiveNumber)
    .option('--top <n>', 'print this many labels of each head', wholeNumberIn({ least: 1, most: 500 }), 10);

  add(
    'next',
    'choose which faces to label next: those that a run is unsure of, each unlike the others',
    async () => (await import('../commands/next')).nextCommand,
  )
    .addOption(projectOption())
    .addOption(runOption())
    .addOption(checkpointOption())
    .option('--count <n>', 'how many', wholeNumberIn(queueLengths), queueLengths.usual);
}
