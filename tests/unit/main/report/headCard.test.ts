import { describe, expect, it } from 'vitest';
import { headCard } from '../../../../src/main/report/headCard';
import { content } from './content';

const card = (head: string, metrics = content.evaluation.metrics): string =>
  headCard(head, { ...content.evaluation, metrics }).text.replace(/\s+/g, ' ');

describe('headCard', () => {
  it('shows a head’s number beside its floor, and which is better', () => {
    expect(card('landmarks')).toContain('10.5 %');
    expect(card('landmarks')).toContain('✓ better than a constant: 31.4 %');
    expect(card('pose')).toContain('60.0 %');
    expect(card('pose')).toContain('✗ no better than a constant: 61.0 %');
    expect(card('pose')).toContain('balanced accuracy: 50.0 %');
  });

  it('takes an error for better when it is lower', () => {
    expect(card('landmarks', { 'nme/landmarks': 0.314 })).toContain('✗ no better');
    expect(card('pose', { 'accuracy/pose': 0.62 })).toContain('✓ better');
  });

  it('shows other heads by their loss, and nothing of a head that was not measured', () => {
    expect(card('age', { 'average_loss/age': 0.25 })).toContain('0.250');
    expect(card('gender')).toBe('');
  });
});
