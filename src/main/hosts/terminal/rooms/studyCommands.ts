import { type Command, Option } from 'commander';
import { studyBounds } from '@shared/contract/trials';
import type { AddCommand } from '../addCommand';
import { presetOption, projectOption } from '../commonOptions';
import {
  headSets,
  heldOutShare,
  integer,
  names,
  positiveNumber,
  wholeNumber,
  wholeNumberIn,
} from '../values';

/** Many runs as one: what heads give each other, and which settings are best. */
export function studyCommands(add: AddCommand): void {
  const study = (command: Command): Command =>
    command
      .addOption(projectOption())
      .option('--name <name>', 'the study’s name (default: its kind and a number)')
      .addOption(presetOption())
      .addOption(
        new Option('--steps <n>', 'train each so many steps').argParser(wholeNumber).conflicts('epochs'),
      )
      .option('--epochs <n>', 'train each so many passes over the training faces', positiveNumber)
      .option('--batch <n>', 'faces in a batch', wholeNumber)
      .option('--input-size <px>', 'side of what the network is shown', wholeNumber)
      .option('--validation <share>', 'share of the faces to compare on (default: 0.2)', heldOutShare)
      .option('--resume', 'go on with the named study, or the newest one that is not over')
      .option('--despite-changes', 'with --resume: also where labels or files are not what they were');

  study(
    add(
      'ablate',
      'train sets of heads under equal conditions: what each gives to the others',
      async () => (await import('../commands/ablate')).ablateCommand,
    ),
  )
    .option(
      '--heads <names>',
      'only these heads, comma-separated two at least (default: all with labels)',
      names,
    )
    .option(
      '--sets <list>',
      'sets such as landmarks+pose, or alone, pairs (the first head with each), all, all-but-one (default: alone,all,all-but-one)',
      headSets,
    )
    .option('--seeds <n>', 'train each set with so many seeds (default: 3)', wholeNumberIn(studyBounds.seeds))
    .option('--seed <n>', 'the first of them (default: 1)', integer);

  study(
    add(
      'search',
      'look for settings in a declared space by successive halving',
      async () => (await import('../commands/search')).searchCommand,
    ),
  )
    .option('--space <file>', 'a JSON object: of each setting a list of choices, or {"from", "to", "scale"}')
    .option('--heads <names>', 'only these heads, comma-separated', names)
    .option('--trials <n>', 'how many settings to try (default: 9)', wholeNumberIn(studyBounds.trials))
    .option(
      '--keep-one-of <n>',
      'one of so many goes on to a budget so many times larger (default: 3)',
      wholeNumberIn(studyBounds.keepOneOf),
    )
    .option('--objective <metric>', 'what to compare by: relative-loss (default), or such as nme/landmarks')
    .option('--seed <n>', 'of the draws and of every training (default: 1)', integer);

  add(
    'studies',
    'list a project’s ablations and searches, or show the table of one',
    async () => (await import('../commands/studies')).studiesCommand,
  )
    .addOption(projectOption())
    .option('--name <name>', 'show this one’s table');

  add(
    'delete-study <study>',
    'delete a study with its runs',
    async () => (await import('../commands/delete')).deleteStudyCommand,
  ).addOption(projectOption());
}
