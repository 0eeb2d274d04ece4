import type { RunStart } from '@shared/domain/runStart';
import type { RunConfiguration } from '@shared/learning/configuration';
import type { Template } from '@shared/domain/template';
import { fail } from '@shared/result';
import type { StartWeights } from '../learning/checkpoints/startWeights';
import { createMultiHead } from '../learning/heads/multiHead';
import { parameterSpecs } from '../learning/model';
import { createNetwork } from '../learning/networks/network';
import { labelsOf } from '../models/labels';
import { openWeightSource } from '../models/read/openSource';
import { leftInWords, takeWeights } from '../models/read/takeWeights';
import type { Project } from '../project/project';
import { startHash } from './runStart';

/**
 * The weights of another run or model that fit a new run's network, and what they are; what does not fit is told. Fails as
 * `openWeightSource` and `takeWeights` do, and with `bad-freeze` where a trunk is to be frozen that is not all there.
 */
export async function startWeightsFor(
  project: Project,
  from: string,
  configuration: RunConfiguration,
  template: Template,
  note: (message: string) => void,
): Promise<{ readonly weights: StartWeights; readonly start: RunStart }> {
  const { scheme, attributes } = template;
  const context = { configuration, scheme, attributes };
  const { network, input, dropout, heads } = configuration;
  const wanted = parameterSpecs(
    createNetwork(network, input.sizePx, dropout),
    createMultiHead(heads, context),
  ).map(({ name, shape, kind }) => ({ name, shape: [...shape], kind }));
  const source = await openWeightSource(project, from, note);
  const { weights, left } = takeWeights(source, wanted, labelsOf(context));
  const taken = [...new Set([...weights.keys()].map((name) => name.slice(0, name.lastIndexOf('/'))))];
  const byChance = left.filter(({ part }) => !part.startsWith('head/'));
  if (configuration.frozenTrunk && byChance.length > 0) {
    fail(
      'bad-freeze',
      `The trunk of ${source.name} does not fit wholly, so it cannot be frozen: ${leftInWords(byChance)}. Choose the preset and input size that it was trained with, or do not freeze the trunk.`,
      { left: byChance },
    );
  }
  note(`The run starts from ${source.name} with ${taken.join(', ')}.`);
  const there = source.labels?.landmarkScheme;
  if (there && there.id !== scheme.id) {
    note(
      `${source.name} was trained on the points of “${there.name}”, and this project has those of “${scheme.name}”: what the trunk sees of a face is taken over, where the points are is learnt anew.`,
    );
  }
  if (left.length > 0) note(`What does not fit starts by chance: ${leftInWords(left)}.`);
  const isHead = (part: string): boolean => part.startsWith('head/');
  const start: RunStart = {
    from: source.name,
    kind: source.checkpointStep === null ? 'model' : 'run',
    checkpointStep: source.checkpointStep,
    layers: taken.filter((part) => !isHead(part)),
    heads: taken.filter(isHead).map((part) => part.slice('head/'.length)),
    byChance: left,
    hash: startHash(weights),
  };
  return { weights, start };
}
