import { Option } from 'commander';
import type { AddCommand } from '../addCommand';
import { projectOption } from '../commonOptions';
import { integer, meanings, positiveNumber, wholeNumber, wholeNumberOrZero } from '../values';

/** Data sets come in, and labels go out. */
export function dataCommands(add: AddCommand): void {
  add(
    'download',
    'download MTFL (again: goes on where it ended)',
    async () => (await import('../commands/download')).downloadCommand,
  )
    .option('--output <folder>', 'where MTFL.zip goes', '.')
    .option('--address <url>', 'where to download it from (default: where it is published)')
    .option('--timeout <seconds>', 'how long the server may say nothing', positiveNumber, 60);

  add(
    'draw',
    'draw faces with exact labels, laid out as MTFL',
    async () => (await import('../commands/draw')).drawCommand,
  )
    .requiredOption('--output <folder>', 'a folder that is empty or not there yet')
    .option('--count <n>', 'how many faces', wholeNumber, 3000)
    .option('--testing <n>', 'how many of them for the test half (default: a fifth)', wholeNumberOrZero)
    .option('--seed <n>', 'the same seed draws the same faces', integer, 1);

  add(
    'import <path>',
    'import MTFL, another tool’s labels or photos from a file, a folder or a zip (again: updates)',
    async () => (await import('../commands/import')).importCommand,
  )
    .addOption(projectOption())
    .option('--format <name>', 'the labels’ format (default: recognised from their content)')
    .option('--images <folder>', 'where the images lie (default: where the labels do)')
    .option('--mapping <file>', 'a JSON object of the labels’ names and what they mean in the project')
    .option(
      '--map <name=meaning>',
      'one such name (again: another): a point, an attribute, attribute:value, or a column; - leaves it out',
      meanings,
    )
    .addOption(
      new Option('--sides <how>', 'swap: the labels’ left is the person’s, not the image’s').choices([
        'keep',
        'swap',
      ]),
    )
    .option('--split <name>', 'the split of faces of which the labels say none')
    .option('--predictions', 'a model’s predictions count as labels where nobody has labelled');

  add(
    'find',
    'find the faces of photos in which nobody has said where they are',
    async () => (await import('../commands/find')).findCommand,
  )
    .addOption(projectOption())
    .option('--source <folder>', 'only the photos of this folder, as it was imported');

  add(
    'repeats',
    'find faces that nearly repeat each other, in one split or across two',
    async () => (await import('../commands/repeats')).repeatsCommand,
  )
    .addOption(projectOption())
    .option('--top <n>', 'print this many pairs', wholeNumber, 20);

  add(
    'export',
    'write the project’s labels, or with --run a run’s model for other tools',
    async () => (await import('../commands/export')).exportCommand,
  )
    .addOption(projectOption())
    .requiredOption('--output <folder>', 'where the files go')
    .option(
      '--as <format>',
      'labels: mtfl (default), coco, yolo, label-studio, cvat, pts, csv, tfrecord; a model: onnx, tfjs, keras, savedmodel',
    )
    .option('--run <name>', 'hand on this run’s model instead of labels')
    .option('--checkpoint <which>', 'of the model: best in validation (default), last, or a step’s number')
    .option('--images', 'copy the images too')
    .option('--split <name>', 'only this split')
    .option('--predictions <run>', 'what this run predicted as well, for label-studio')
    .addOption(
      new Option('--layout <which>', 'of mtfl: the published bytes, or a plain line a row').choices([
        'published',
        'plain',
      ]),
    );
}
