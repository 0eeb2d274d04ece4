import type { AddCommand } from '../addCommand';
import { wholeNumber } from '../values';

/** What there is here, how fast it is, and the whole job at once. */
export function machineCommands(add: AddCommand): void {
  add(
    'demo',
    'draw faces, train on them, evaluate, predict, and write a report page: about two minutes',
    async () => (await import('../commands/demo')).demoCommand,
  )
    .option('--output <folder>', 'where everything goes; what is there whole is used again', 'facet-demo')
    .option('--faces <n>', 'how many faces to draw', wholeNumber, 3000);

  add(
    'doctor',
    'show what this machine has and how fast it trains',
    async () => (await import('../commands/doctor')).doctorCommand,
  )
    .option('--prepare', 'only set up TensorFlow, if it can be, and say what was chosen')
    .option('--repair', 'try again what failed before');

  add(
    'bench',
    'measure import, decoding, training and prediction on this machine',
    async () => (await import('../commands/bench')).benchCommand,
  ).requiredOption('--data <path>', 'an MTFL folder or zip to measure on');
}
