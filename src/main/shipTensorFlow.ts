/**
 * Entry for packaging only: `node out/main/shipTensorFlow.js FOLDER`. `FACET_WHEEL_ADDRESS` is where the packaged
 * application fetches TensorFlow's wheel from, `FACET_WHEEL_PINS` the sizes and hashes of wheels that the sources do
 * not know, as JSON by file name. Prints what was laid into the folder.
 */
import { shipTensorFlow } from './runtime/tensorflow/ship';
import { installedTensorFlow } from './runtime/tensorflow/state';

const folder = process.argv[2] ?? '';
const settings = { address: process.env['FACET_WHEEL_ADDRESS'], pins: process.env['FACET_WHEEL_PINS'] };
process.stdout.write(`${JSON.stringify(shipTensorFlow(folder, settings, installedTensorFlow()))}\n`);
