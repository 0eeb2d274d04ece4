import { Option } from 'commander';
import { outputFormats } from '@shared/contract/outputFormats';
import { presetNames } from '@shared/learning/presets';
import { names } from './values';

/** Options that several commands take, with the same words everywhere. */
export const projectOption = (): Option =>
  new Option('--project <folder>', 'the project’s folder').makeOptionMandatory();

export const presetOption = (): Option =>
  new Option('--preset <name>', 'how to train: studio if nothing is said').choices(presetNames);

export const runOption = (): Option => new Option('--run <name>', 'the run’s name').makeOptionMandatory();

export const checkpointOption = (): Option =>
  new Option('--checkpoint <which>', 'the newest checkpoint, or the best in validation')
    .choices(['newest', 'best'])
    .default('newest');

export const saveOption = (): Option =>
  new Option('--save <names>', `${outputFormats.join(', ')}; comma-separated`)
    .argParser(names)
    .default(['csv'], 'csv');

export const facesOption = (): Option =>
  new Option(
    '--faces <which>',
    'find the faces of a photo, or take it whole as one (default: as the run was taught)',
  ).choices(['find', 'whole']);
