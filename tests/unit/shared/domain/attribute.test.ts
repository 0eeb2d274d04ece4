import { expect, it } from 'vitest';
import { hasClasses } from '@shared/domain/attribute';

it('has classes where each face has one of a few values', () => {
  const kinds = ['boolean', 'category', 'number', 'tags'] as const;
  expect(kinds.filter((kind) => hasClasses({ kind }))).toEqual(['boolean', 'category']);
});
