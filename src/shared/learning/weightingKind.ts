import type {
  HeadConfiguration,
  RunConfiguration,
  WeightingConfiguration,
  WeightingKind,
} from './configuration';

/** How a run weighs its heads' losses; one from before it could be chosen has fixed weights. */
export function weightingKindOf({ weighting }: Pick<RunConfiguration, 'weighting'>): WeightingKind {
  return weighting?.kind ?? 'fixed';
}

/** What of a preset's weighting suits some heads: attributes come first only where points come after them. */
export function weightingFor(
  weighting: WeightingConfiguration = { kind: 'fixed' },
  heads: readonly HeadConfiguration[],
): WeightingConfiguration {
  const attributes = heads.filter(({ target }) => target.from === 'attribute').length;
  const isOfOneKind = attributes === 0 || attributes === heads.length;
  return weighting.kind === 'attributes-first' && isOfOneKind ? { kind: 'fixed' } : weighting;
}
