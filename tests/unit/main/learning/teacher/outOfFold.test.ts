import { describe, expect, it } from 'vitest';
import { Random } from '../../../../../src/main/learning/random';
import { outOfFold } from '../../../../../src/main/learning/teacher/outOfFold';
import { backendNames, onBackend } from '../backends/startedBackends';

const going = new AbortController().signal;

describe.each(backendNames)('answers out of fold, on %s', (backend) => {
  it('tell classes that the inputs tell, in the order of the examples', async () => {
    await onBackend(backend, async () => {
      const count = 4000;
      const random = Random.fromSeed(3);
      const values = new Float32Array(count * 2).fill(1);
      const targets = new Float32Array(count * 2);
      for (let example = 0; example < count; example += 1) {
        values[example * 2] = random.normal();
        targets[example * 2 + (values[example * 2]! > 0 ? 1 : 0)] = 1;
      }
      const answers = await outOfFold({ width: 2, values }, targets, 2, 1, going);
      let right = 0;
      for (let at = 0; at < answers.length; at += 2) {
        expect(answers[at]! + answers[at + 1]!).toBeCloseTo(1, 5);
        if (answers[at + 1]! > 0.5 === (targets[at + 1] === 1)) right += 1;
      }
      expect(right / count).toBeGreaterThan(0.98);
    });
  });

  it('never know an example’s own label', async () => {
    await onBackend(backend, async () => {
      // An input of its own for each example: whoever had learnt from it would answer with its label.
      const count = 40;
      const width = count + 1;
      const values = new Float32Array(count * width);
      const targets = new Float32Array(count * 2);
      for (let example = 0; example < count; example += 1) {
        values[example * width + example] = 100;
        values[example * width + count] = 1;
        targets[example * 2 + (example % 2)] = 1;
      }
      const answers = await outOfFold({ width, values }, targets, 2, 1, going);
      // All of a fold are answered alike, by how often each class was learnt, about half.
      answers.forEach((answer) => expect(Math.abs(answer - 0.5)).toBeLessThan(0.25));
    });
  });

  it('end where a person stops them', async () => {
    await onBackend(backend, async () => {
      const stopped = AbortSignal.abort(new Error('enough'));
      const inputs = { width: 1, values: new Float32Array(10).fill(1) };
      await expect(outOfFold(inputs, new Float32Array(20), 2, 1, stopped)).rejects.toThrow('enough');
    });
  });
});
