import { Command, Option } from 'commander';
import { outputFormats } from '@shared/contract/outputFormats';
import { optimizerKinds, weightingKinds } from '@shared/learning/configuration';
import { presetNames } from '@shared/learning/presets';
import { viewChoices } from '@shared/learning/views';
import { version } from '../../../../package.json';
import type { Endpoints, TerminalCommand } from './command';
import {
  headSets,
  heldOutShare,
  integer,
  meanings,
  names,
  portNumber,
  shardOf,
  numberFromZero,
  positiveNumber,
  strengths,
  weighting,
  weights,
  wholeNumber,
  wholeNumberOrZero,
} from './values';

export type Execute = (load: () => Promise<TerminalCommand>, json: boolean) => Promise<void>;
export type Serve = (options: Options, json: boolean) => Promise<void>;
type Options = Record<string, unknown>;
/** A command's code is loaded when it runs: `facet --help` answers without it. */
type Load = () => Promise<(words: readonly string[], options: Options) => TerminalCommand>;

/** What can be said after `facet`, and what each word means. */
export function buildProgram(execute: Execute, serve: Serve, endpoints: Endpoints): Command {
  const program = new Command('facet')
    .description(
      'Facet, a studio for faces: import a data set, train one network with a head per task, ' +
        'evaluate what each head learnt, and predict on folders of photos.',
    )
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => endpoints.out(text.trimEnd()),
      writeErr: (text) => endpoints.error(text.trimEnd()),
    })
    .showHelpAfterError('(facet COMMAND --help shows how)')
    .addHelpText('after', '\nExit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted.');

  const add = (usage: string, description: string, load: Load): Command => {
    const command = program.command(usage).description(description);
    return command
      .option('--json', 'print one JSON object as the last line of standard output')
      .action(async () => {
        const options = command.opts<Options>();
        await execute(async () => (await load())(command.args, options), options['json'] === true);
      });
  };
  const project = new Option('--project <folder>', 'the project’s folder').makeOptionMandatory();
  const preset = new Option('--preset <name>', 'how to train: studio if nothing is said').choices(
    presetNames,
  );
  const run = new Option('--run <name>', 'the run’s name').makeOptionMandatory();
  const checkpoint = new Option('--checkpoint <which>', 'the newest checkpoint, or the best in validation')
    .choices(['newest', 'best'])
    .default('newest');

  const save = (): Option =>
    new Option('--save <names>', `${outputFormats.join(', ')}; comma-separated`)
      .argParser(names)
      .default(['csv'], 'csv');
  const faces = new Option(
    '--faces <which>',
    'find the faces of a photo, or take it whole as one (default: as the run was taught)',
  ).choices(['find', 'whole']);

  add(
    'download',
    'download MTFL (again: goes on where it ended)',
    async () => (await import('./commands/download')).downloadCommand,
  )
    .option('--output <folder>', 'where MTFL.zip goes', '.')
    .option('--address <url>', 'where to download it from (default: where it is published)')
    .option('--timeout <seconds>', 'how long the server may say nothing', positiveNumber, 60);

  add(
    'import <path>',
    'import MTFL, another tool’s labels or photos from a file, a folder or a zip (again: updates)',
    async () => (await import('./commands/import')).importCommand,
  )
    .addOption(project)
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
    'train',
    'train a network with a head per task',
    async () => (await import('./commands/train')).trainCommand,
  )
    .addOption(project)
    .addOption(preset)
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
    async () => (await import('./commands/evaluate')).evaluateCommand,
  )
    .addOption(project)
    .addOption(run)
    .option('--split <name>', 'the split to measure on', 'testing')
    .addOption(checkpoint);

  add(
    'fingerprint <run>',
    'show what a run was made of, and whether labels or files have changed since',
    async () => (await import('./commands/fingerprint')).fingerprintCommand,
  ).addOption(project);

  add(
    'reproduce <run>',
    'train a run again and say how close it came (again: goes on where it ended)',
    async () => (await import('./commands/reproduce')).reproduceCommand,
  )
    .addOption(project)
    .option('--despite-changes', 'also where labels or files are not what they were');

  const study = (command: Command): Command =>
    command
      .addOption(project)
      .option('--name <name>', 'the study’s name (default: its kind and a number)')
      .addOption(preset)
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
      async () => (await import('./commands/ablate')).ablateCommand,
    ),
  )
    .option('--heads <names>', 'only these heads, comma-separated (default: all with labels)', names)
    .option(
      '--sets <list>',
      'sets such as landmarks+pose, or alone, pairs (the first head with each), all, all-but-one (default: alone,all,all-but-one)',
      headSets,
    )
    .option('--seeds <n>', 'train each set with so many seeds (default: 3)', wholeNumber)
    .option('--seed <n>', 'the first of them (default: 1)', integer);

  study(
    add(
      'search',
      'look for settings in a declared space by successive halving',
      async () => (await import('./commands/search')).searchCommand,
    ),
  )
    .option('--space <file>', 'a JSON object: of each setting a list of choices, or {"from", "to", "scale"}')
    .option('--heads <names>', 'only these heads, comma-separated', names)
    .option('--trials <n>', 'how many settings to try (default: 9)', wholeNumber)
    .option(
      '--keep-one-of <n>',
      'one of so many goes on to a budget so many times larger (default: 3)',
      wholeNumber,
    )
    .option('--objective <metric>', 'what to compare by: relative-loss (default), or such as nme/landmarks')
    .option('--seed <n>', 'of the draws and of every training (default: 1)', integer);

  add(
    'studies',
    'list a project’s ablations and searches, or show the table of one',
    async () => (await import('./commands/studies')).studiesCommand,
  )
    .addOption(project)
    .option('--name <name>', 'show this one’s table');

  add(
    'predict',
    'predict on photos and save the results',
    async () => (await import('./commands/predict')).predictCommand,
  )
    .addOption(project)
    .addOption(run)
    .requiredOption('--input <paths...>', 'folders (searched through) and files')
    .requiredOption('--output <folder>', 'where the results go')
    .addOption(save())
    // As they were called before there were more of them.
    .addOption(new Option('--format <names>', 'the same as --save').argParser(names).hideHelp())
    .addOption(new Option('--overlays', 'overlays among what is saved').hideHelp())
    .addOption(faces)
    .option('--shard <part>', 'only a part of the photos, such as 2/5: machines share a folder so', shardOf)
    .option('--watch', 'wait for more photos until Ctrl+C')
    .option('--add-to-project', 'photos become faces of the project, with predictions to review')
    .option('--restart', 'replace what the output folder holds instead of going on with it')
    .addOption(checkpoint);

  add(
    'merge <folders...>',
    'join what predict saved for parts of a folder',
    async () => (await import('./commands/merge')).mergeCommand,
  )
    .requiredOption('--output <folder>', 'where the results of all of them go')
    .addOption(save())
    .option('--restart', 'replace what the output folder holds');

  add(
    'suggest',
    'predict on the project’s own faces: suggestions to review, and labels that a head contradicts',
    async () => (await import('./commands/suggest')).suggestCommand,
  )
    .addOption(project)
    .addOption(run)
    .addOption(checkpoint);

  add(
    'label-errors',
    'rank the training labels by how far networks that have not seen them doubt them',
    async () => (await import('./commands/labelErrors')).labelErrorsCommand,
  )
    .addOption(project)
    .addOption(run)
    .option(
      '--folds <n>',
      'parts of the faces, each asked of a network that learnt from the others',
      wholeNumber,
    )
    .option('--epochs <n>', 'train each network this long (default: as the run, 8 at most)', positiveNumber)
    .option('--top <n>', 'print this many labels of each head', wholeNumber, 10);

  add(
    'next',
    'choose which faces to label next: those that a run is unsure of, each unlike the others',
    async () => (await import('./commands/next')).nextCommand,
  )
    .addOption(project)
    .addOption(run)
    .addOption(checkpoint)
    .option('--count <n>', 'how many', wholeNumber, 100);

  add(
    'repeats',
    'find faces that nearly repeat each other, in one split or across two',
    async () => (await import('./commands/repeats')).repeatsCommand,
  )
    .addOption(project)
    .option('--top <n>', 'print this many pairs', wholeNumber, 20);

  add(
    'find',
    'find the faces of photos in which nobody has said where they are',
    async () => (await import('./commands/find')).findCommand,
  )
    .addOption(project)
    .option('--source <folder>', 'only the photos of this folder, as it was imported');

  add(
    'export',
    'write the project’s labels, or with --run a run’s model for other tools',
    async () => (await import('./commands/export')).exportCommand,
  )
    .addOption(project)
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

  add('runs', 'list the runs of a project', async () => (await import('./commands/runs')).runsCommand)
    .addOption(project)
    .option('--trials', 'with the runs of studies');

  add(
    'delete-run <run>',
    'delete a run: its checkpoints, evaluations and stored predictions; labels stay',
    async () => (await import('./commands/delete')).deleteRunCommand,
  ).addOption(project);

  add(
    'delete-study <study>',
    'delete a study with its runs',
    async () => (await import('./commands/delete')).deleteStudyCommand,
  ).addOption(project);

  add(
    'draw',
    'draw faces with exact labels, laid out as MTFL',
    async () => (await import('./commands/draw')).drawCommand,
  )
    .requiredOption('--output <folder>', 'a folder that is empty or not there yet')
    .option('--count <n>', 'how many faces', wholeNumber, 3000)
    .option('--testing <n>', 'how many of them for the test half (default: a fifth)', wholeNumberOrZero)
    .option('--seed <n>', 'the same seed draws the same faces', integer, 1);

  add(
    'demo',
    'draw faces, train on them, evaluate, predict, and write a report page: about two minutes',
    async () => (await import('./commands/demo')).demoCommand,
  )
    .option('--output <folder>', 'where everything goes; what is there whole is used again', 'facet-demo')
    .option('--faces <n>', 'how many faces to draw', wholeNumber, 3000);

  add(
    'doctor',
    'show what this machine has and how fast it trains',
    async () => (await import('./commands/doctor')).doctorCommand,
  )
    .option('--prepare', 'only set up TensorFlow, if it can be, and say what was chosen')
    .option('--repair', 'try again what failed before');

  add(
    'bench',
    'measure import, decoding, training and prediction on this machine',
    async () => (await import('./commands/bench')).benchCommand,
  ).requiredOption('--data <path>', 'an MTFL folder or zip to measure on');

  program
    .command('serve')
    .description('open the studio to a browser on this machine, until Ctrl+C')
    .option('--project <folder>', 'the project’s folder, made where there is none (default: the last one)')
    .option('--port <n>', 'the port; 0 for any that is free', portNumber)
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option('--allow-remote', 'let --host be one that other machines can reach')
    .option('--open', 'open the default browser')
    .option('--json', 'print each address as a JSON object on a line of its own')
    .action((options: Options) => serve(options, options['json'] === true));

  return program;
}
