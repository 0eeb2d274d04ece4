import { Option } from 'commander';
import type { AddCommand } from '../addCommand';
import { checkpointOption, facesOption, projectOption, runOption, saveOption } from '../commonOptions';
import { names, shardOf } from '../values';

/** Photos are predicted on. */
export function predictionCommands(add: AddCommand): void {
  add(
    'predict',
    'predict on photos and save the results',
    async () => (await import('../commands/predict')).predictCommand,
  )
    .addOption(projectOption())
    .addOption(runOption())
    .requiredOption('--input <paths...>', 'folders (searched through) and files')
    .requiredOption('--output <folder>', 'where the results go')
    .addOption(saveOption())
    // As they were called before there were more of them.
    .addOption(new Option('--format <names>', 'the same as --save').argParser(names).hideHelp())
    .addOption(new Option('--overlays', 'overlays among what is saved').hideHelp())
    .addOption(facesOption())
    .option('--shard <part>', 'only a part of the photos, such as 2/5: machines share a folder so', shardOf)
    .option('--watch', 'wait for more photos until Ctrl+C')
    .option('--add-to-project', 'photos become faces of the project, with predictions to review')
    .option('--restart', 'replace what the output folder holds instead of going on with it')
    .addOption(checkpointOption());

  add(
    'merge <folders...>',
    'join what predict saved for parts of a folder',
    async () => (await import('../commands/merge')).mergeCommand,
  )
    .requiredOption('--output <folder>', 'where the results of all of them go')
    .addOption(saveOption())
    .option('--restart', 'replace what the output folder holds');
}
