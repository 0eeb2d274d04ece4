import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseOptions } from '../../../../../src/main/hosts/terminal/options';

const schema = z.object({
  learningRate: z.number('give a number'),
  formats: z.array(z.enum(['csv'])).default([]),
});

describe('parseOptions', () => {
  it('answers the options by their schema', () => {
    expect(parseOptions(schema, { learningRate: 1, json: true })).toEqual({ learningRate: 1, formats: [] });
  });

  it('names a wrong option as it is typed', () => {
    expect(() => parseOptions(schema, { learningRate: 'x' })).toThrow(
      expect.objectContaining({ code: 'usage', message: '--learning-rate: give a number' }) as Error,
    );
  });
});
