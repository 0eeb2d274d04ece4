import { attributesOf, headsOf, type HeadConfiguration, type RunConfiguration } from './configuration';

/** The heads of classes beside which the adviser is asked. */
export function advisedHeads({
  heads,
  adviser,
}: Pick<RunConfiguration, 'heads' | 'adviser'>): readonly HeadConfiguration[] {
  return headsOf(heads, adviser?.attributes, 'multi-class');
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
