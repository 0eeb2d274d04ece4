import type { Attribute } from '@shared/domain/attribute';

/** Attributes of the kinds that MTFL's template lacks: a number, and tags. */
export const ownAttributes: readonly Attribute[] = [
  { id: 'age', name: 'Age', kind: 'number', values: [], mirrorSwaps: [] },
  { id: 'wears', name: 'Wears', kind: 'tags', values: [{ id: 'hat', name: 'Hat' }], mirrorSwaps: [] },
];
