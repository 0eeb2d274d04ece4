import { expect, it } from 'vitest';
import { acceptedFrom, runTakenOver } from '@shared/domain/author';

it('names the run whose word was taken over, and of other steps none', () => {
  expect(acceptedFrom('studio-2', 'ada')).toBe('studio-2 (run), accepted by ada');
  expect(runTakenOver(acceptedFrom('studio-2', 'ada'))).toBe('studio-2');
  expect(runTakenOver('ada')).toBeNull();
});
