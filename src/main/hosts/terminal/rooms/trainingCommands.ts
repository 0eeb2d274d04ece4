import { Option } from 'commander';
import { optimizerKinds, weightingKinds } from '@shared/learning/configuration';
import { viewChoices } from '@shared/learning/views';
import type { AddCommand } from '../addCommand';
import { checkpointOption, presetOption, projectOption, runOption } from '../commonOptions';
import {
  integer,
  names,
  numberFromZero,
  positiveNumber,
  strengths,
  weighting,
  weights,
  wholeNumber,
} from '../values';

/** Runs are trained, measured, trained again and deleted. */
export function trainingCommands(add: AddCommand): void {
  add(
    'train',
    'train a network with a head per task',
    async () => (await import('../commands/train')).trainCommand,
  )
    .addOption(projectOption())
    .addOption(presetOption())
    .option('--heads <names>', 'only these heads, comma-separated', names)
    .option('--weights <pairs>', 'loss weights, such as landmarks=1,pose=0.5', weights)
    .addOption(new Option('--steps <n>', 'train this many steps').argParser(wholeNumber).conflicts('epochs'))
    .option('--epochs <n>', 'train this many passes over the training faces', positiveNumber)
    .option('--batch <n>', 'faces in a batch', wholeNumber)
    .option('--learning-rate <x>', 'the learning rate at its highest', positiveNumber)
    .addOption(new Option('--optimizer <name>', 'what moves the weights').choices(optimizerKinds))
    .option(
      '--weight-decay <x>',
      'share of the weights that a step takes away, times the rate; 0: none',
      numberFromZero,
    )
    .option(
      '--averaging <x>',
      'what the weights’ averages keep of themselves in a step, such as 0.995; 0: the last step’s weights answer',
      numberFromZero,
    )
    .option(
      '--teacher <weight>',
      'what the points count that a face mesh sees in each training face; 0: labels alone',
      numberFromZero,
    )
    .option(
      '--soften <attributes>',
      'whose labels give way to what the teacher tells of a face, comma-separated; none: nobody’s',
      names,
    )
    .option(
      '--advise <attributes>',
      'of which attributes a network that has seen other faces is asked as well, comma-separated; none: of none',
      names,
    )
    .option('--head-patience <n>', 'validation passes after which a head without gain stops', wholeNumber)
    .option(
      '--weighting <kind>',
      `how losses are weighed: ${weightingKinds.join(', ')}; with its numbers, such as gradnorm:alpha=1`,
      weighting,
    )
    .addOption(
      new Option(
        '--views <which>',
        'from which views of a face to answer: one as it is framed, or mirrored (a pass more) or realigned (two more), or both',
      ).choices(viewChoices),
    )
    .option(
      '--balance <pairs>',
      'how evenly faces are drawn by attributes’ values, such as pose=0.5,gender=1; 0: as they come',
      strengths,
    )
    .option('--seed <n>', 'seed of weights, order and augmentation', integer)
    .option('--start-from <what>', 'begin with the weights of another run, or of a Keras or tfjs model')
    .option(
      '--freeze-trunk <epochs>',
      'passes for which only the heads learn, on the trunk it starts from',
      positiveNumber,
    )
    .option('--fine-tune-rate <x>', 'learning rate after that (default: a tenth of it)', positiveNumber)
    .option('--name <name>', 'the run’s name (default: the preset and a number)')
    .option('--resume', 'go on with the named run, or the newest unfinished one, from its newest checkpoint');

  add(
    'evaluate',
    'measure a run on a split, beside what a constant scores',
    async () => (await import('../commands/evaluate')).evaluateCommand,
  )
    .addOption(projectOption())
    .addOption(runOption())
    .option('--split <name>', 'the split to measure on', 'testing')
    .addOption(checkpointOption());

  add('runs', 'list the runs of a project', async () => (await import('../commands/runs')).runsCommand)
    .addOption(projectOption())
    .option('--trials', 'with the runs of studies');

  add(
    'fingerprint <run>',
    'show what a run was made of, and whether labels or files have changed since',
    async () => (await import('../commands/fingerprint')).fingerprintCommand,
  ).addOption(projectOption());

  add(
    'reproduce <run>',
    'train a run again and say how close it came (again: goes on where it ended)',
    async () => (await import('../commands/reproduce')).reproduceCommand,
  )
    .addOption(projectOption())
    .option('--despite-changes', 'also where labels or files are not what they were');

  add(
    'delete-run <run>',
    'delete a run: its checkpoints, evaluations and stored predictions; labels stay',
    async () => (await import('../commands/delete')).deleteRunCommand,
  ).addOption(projectOption());
}
