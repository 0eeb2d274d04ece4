import { expect, it } from 'vitest';
import { counted } from '../../../../../src/main/hosts/terminal/counted';

it.each([
  [0, '0 faces'],
  [1, '1 face'],
  [2, '2 faces'],
  [10_599, '10,599 faces'],
])('counted says “%d face” as %s', (count, text) => expect(counted(count, 'face')).toBe(text));

it('counted takes a plural of its own', () => expect(counted(2, 'person', 'people')).toBe('2 people'));
