import { attributesOf, type HeadConfiguration, type RunConfiguration } from './configuration';

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

/** Those of the attributes of which an adviser can be asked in a run: its crops are of faces, and a head of classes tells the same. */
export function advisable(
  attributes: readonly string[],
  { heads, input }: Pick<RunConfiguration, 'heads' | 'input'>,
): readonly string[] {
  if (input.crop !== 'face') return [];
  const told = attributesOf(advisedHeads({ heads, adviser: { attributes } }));
  return attributes.filter((attribute) => told.has(attribute));
}
