import type { HeadConfiguration, RunConfiguration } from './configuration';

/** The heads of classes beside which the adviser is asked. */
export function advisedHeads({
  heads,
  adviser,
}: Pick<RunConfiguration, 'heads' | 'adviser'>): readonly HeadConfiguration[] {
  const advised = new Set(adviser?.attributes);
  return heads.filter(
    ({ kind, target }) =>
      kind === 'multi-class' && target.from === 'attribute' && advised.has(target.attribute),
  );
}
