import { isDeepStrictEqual } from 'node:util';
import type { RunStart } from '@shared/domain/runStart';
import { fail } from '@shared/result';
import type { ModelSignature } from '../../learning/checkpoints/checkpoint';
import type { StartWeights } from '../../learning/checkpoints/startWeights';
import type { Labels } from '../labels';
import type { WeightSource } from './source';

export interface TakenWeights {
  readonly weights: StartWeights;
  /** Layers and heads (`head/NAME`) that start by chance, each with the reason, for a person. */
  readonly left: RunStart['byChance'];
}

/**
 * Of a source what fits a network: a parameter by its name and shape, a layer's wholly or not at all, and a head's only
 * where its numbers mean the same there. Fails with `nothing-to-start-from` where no layer of the trunk fits.
 */
export function takeWeights(
  source: WeightSource,
  wanted: ModelSignature['parameters'],
  labels: Labels,
): TakenWeights {
  const weights = new Map<string, Float32Array>();
  const left: { part: string; reason: string }[] = [];
  for (const [layer, parameters] of byLayer(wanted)) {
    const reason = misfit(source, layer, parameters, labels);
    if (reason !== null) left.push({ part: layer, reason });
    else for (const { name } of parameters) weights.set(name, source.parameters.get(name)!.values);
  }
  if (![...weights.keys()].some((name) => !name.startsWith('head/'))) {
    fail(
      'nothing-to-start-from',
      `A run cannot start from ${source.name}: none of its layers fits the network (${leftInWords(left)}). Choose the preset and input size that it was trained with.`,
      { left },
    );
  }
  return { weights, left };
}

export function leftInWords(left: TakenWeights['left']): string {
  return left.map(({ part, reason }) => `${part}: ${reason}`).join('; ');
}

type Wanted = ModelSignature['parameters'][number];

function byLayer(parameters: readonly Wanted[]): Map<string, Wanted[]> {
  const layers = new Map<string, Wanted[]>();
  for (const parameter of parameters) {
    const layer = parameter.name.slice(0, parameter.name.lastIndexOf('/'));
    layers.set(layer, [...(layers.get(layer) ?? []), parameter]);
  }
  return layers;
}

/** Why a layer is not taken; null when it is. */
function misfit(
  source: WeightSource,
  layer: string,
  parameters: readonly Wanted[],
  labels: Labels,
): string | null {
  for (const { name, shape } of parameters) {
    const found = source.parameters.get(name);
    if (!found) return 'it is not in it';
    if (!isDeepStrictEqual([...found.shape], [...shape])) {
      return `it is ${found.shape.join('×')} in it, and ${shape.join('×')} here`;
    }
  }
  return layer.startsWith('head/') && !meansTheSame(source.labels, labels, layer.slice('head/'.length))
    ? 'it answers something else there'
    : null;
}

function meansTheSame(there: Labels | null, here: Labels, head: string): boolean {
  const [one, other] = [there, here].map((labels) => {
    const known = labels?.heads.find((candidate) => candidate.head === head);
    if (!known) return undefined;
    // How sure it may be says nothing of what it answers.
    const { temperature: _temperature, ...meaning } = known;
    return meaning;
  });
  return one !== undefined && isDeepStrictEqual(one, other);
}
