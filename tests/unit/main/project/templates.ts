import type { Template } from '@shared/domain/template';

/** A template unlike MTFL's: 68 points, a number, tags, a category of three. */
export const template68: Template = {
  id: 'sixty-eight',
  scheme: {
    id: 'ibug-68',
    name: '68 points',
    points: Array.from({ length: 68 }, (_, index) => ({
      id: `p${index + 1}`,
      name: `Point ${index + 1}`,
      aliases: [],
    })),
    symmetricPairs: Array.from({ length: 8 }, (_, index) => [`p${index + 1}`, `p${17 - index}`] as const),
    edges: Array.from({ length: 16 }, (_, index) => [`p${index + 1}`, `p${index + 2}`] as const),
    eyes: {
      left: ['p37', 'p38', 'p39', 'p40', 'p41', 'p42'],
      right: ['p43', 'p44', 'p45', 'p46', 'p47', 'p48'],
    },
  },
  attributes: [
    { id: 'age', name: 'Age', kind: 'number', values: [], mirrorSwaps: [] },
    {
      id: 'worn',
      name: 'Worn',
      kind: 'tags',
      values: ['hat', 'earring_left', 'earring_right'].map((id) => ({ id, name: id })),
      mirrorSwaps: [['earring_left', 'earring_right']],
    },
    {
      id: 'light',
      name: 'Light',
      kind: 'category',
      values: ['dark', 'even', 'harsh'].map((id) => ({ id, name: id })),
      mirrorSwaps: [],
    },
  ],
};
