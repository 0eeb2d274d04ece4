import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CheckpointStore } from '../../learning/checkpoints/store';
import type { Project } from '../../project/project';
import { modelContext } from '../../runs/services';
import { scaled, type Weights } from '../../learning/graph/modelGraph';
import { labelsFile, labelsOf, labelsSchema, type Labels } from '../labels';
import { parametersOf } from '../parameters';
import { failUnreadable } from './failures';
import { readKeras, type LayerWeights } from './keras';
import { headsByLayer, parameterName, type WeightSource } from './source';
import { readTfjs } from './tfjs';

/**
 * What a run is to start from: another run of the project, by its name; a .keras file; a model.json of tfjs; or a folder
 * with one of them. Fails with `model-unreadable`, `checkpoint-missing` and
 * `checkpoint-corrupt`.
 */
export async function openWeightSource(
  project: Project,
  from: string,
  note: (message: string) => void,
): Promise<WeightSource> {
  const run = project.runs.find(from);
  if (run) {
    const checkpoint = new CheckpointStore(project.runs.folder(run.id), note).load('best');
    return {
      name: run.name,
      checkpointStep: checkpoint.globalStep,
      parameters: parametersOf(checkpoint),
      labels: labelsOf(modelContext(run)),
    };
  }
  const file = await modelFile(from);
  const layers = file.endsWith('.json') ? await readTfjs(file) : await readKeras(file);
  const labels = await labelsBeside(file);
  return { name: basename(from), checkpointStep: null, parameters: inOurNames(layers, labels), labels };
}

async function modelFile(from: string): Promise<string> {
  const found = await stat(from).catch(() => null);
  if (!found) failUnreadable(from, 'there is no such file or folder, and no such run');
  if (found!.isFile()) return from;
  const inside = ['model.keras', 'model.json'].map((name) => join(from, name)).find(existsSync);
  return inside ?? failUnreadable(from, 'it has no model.keras and no model.json in it');
}

/** As an export has it; a model from elsewhere has none, and one that cannot be read says nothing. */
async function labelsBeside(file: string): Promise<Labels | null> {
  try {
    return labelsSchema.parse(JSON.parse(await readFile(join(dirname(file), labelsFile), 'utf8')));
  } catch {
    return null;
  }
}

function inOurNames(layers: LayerWeights, labels: Labels | null): ReadonlyMap<string, Weights> {
  const heads = headsByLayer(labels);
  // As the network learnt them: an export divides a calibrated head's.
  const temperatureOf = (head: string | undefined): number =>
    labels?.heads.find((known) => known.head === head)?.temperature ?? 1;
  const parameters = new Map<string, Weights>();
  for (const [layer, weights] of layers) {
    for (const [weight, values] of weights) {
      const name = parameterName(layer, weight, heads);
      if (name !== null) parameters.set(name, scaled(values, temperatureOf(heads.get(layer))));
    }
  }
  return parameters;
}
