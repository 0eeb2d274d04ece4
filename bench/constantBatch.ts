import type { RunConfiguration } from '../src/shared/learning/configuration';
import { mtflTemplate } from '../src/shared/domain/template';
import type { Model } from '../src/main/learning/model';
import { batchIn, batchLengthBytes, type Batch } from '../src/main/learning/pipeline/batch';
import { BatchMaker } from '../src/main/learning/pipeline/batchMaker';
import { randomFaces } from '../src/main/learning/pipeline/randomFaces';
import { Random } from '../src/main/learning/random';

/** A configuration's first batch, of faces that are noise. */
export function constantBatch(configuration: RunConfiguration, model: Model): Batch {
  const faces = randomFaces(configuration.input, mtflTemplate, configuration.batchSize, Random.fromSeed(1));
  const readers = model.multiHead.targetReaders(faces);
  const maker = new BatchMaker({ configuration, context: mtflTemplate, faces, readers, keepCrops: true });
  const shape = maker.shape(configuration.batchSize);
  const batch = batchIn(new ArrayBuffer(batchLengthBytes(shape)), shape);
  maker.fillSamples(batch, 0, (sample) => sample);
  return batch;
}
