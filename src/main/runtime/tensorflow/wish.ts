import type { TensorFlowVariant, TensorFlowWish } from './choose';

/** `FACET_TENSORFLOW`: `off`, `cpu` or `cuda`; anything else leaves the choice to Facet. */
export function tensorFlowWish(environment: NodeJS.ProcessEnv): TensorFlowWish | 'off' {
  const wish = environment.FACET_TENSORFLOW;
  return wish === 'off' || wish === 'cpu' || wish === 'cuda' ? wish : 'auto';
}

/** The builds that may be used, the better one first. */
export function wantedVariants(environment: NodeJS.ProcessEnv): readonly TensorFlowVariant[] {
  const wish = tensorFlowWish(environment);
  if (wish === 'off') return [];
  return wish === 'auto' ? ['cuda', 'cpu'] : [wish];
}
