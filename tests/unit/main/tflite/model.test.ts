import { describe, expect, it } from 'vitest';
import { ExpectedError } from '@shared/result';
import { readModelFile } from '../../../../src/main/finding/modelFile';
import { readTfliteModel } from '../../../../src/main/tflite/model';

const bytes = readModelFile();

function codeOf(file: Uint8Array): string {
  try {
    readTfliteModel(file);
    return 'read';
  } catch (thrown) {
    return thrown instanceof ExpectedError ? thrown.code : String(thrown);
  }
}

describe('readTfliteModel', () => {
  it('reads the face finder’s network with its weights', () => {
    const model = readTfliteModel(bytes);
    expect(model.shapes[model.input]).toEqual([1, 192, 192, 3]);
    expect(model.outputs.map((output) => model.shapes[output])).toEqual([
      [1, 2304, 16],
      [1, 2304, 1],
    ]);
    const convolutions = model.operations.filter(({ kind }) => kind === 'convolution');
    expect(convolutions).toHaveLength(49);
    const [first] = convolutions;
    expect(first).toMatchObject({ padding: 'same', strides: [2, 2], activation: 'relu' });
    expect(model.constants.get(first!.inputs[1]!)).toHaveLength(32 * 3 * 3 * 3);
    expect([...model.constants.values()].every((values) => values.every(Number.isFinite))).toBe(true);
  });

  it('says so when the file is another one or cut off', () => {
    expect(codeOf(new Uint8Array(0))).toBe('model-broken');
    expect(codeOf(new TextEncoder().encode('no network at all'))).toBe('model-broken');
    for (const part of [0.02, 0.5, 0.9]) {
      expect(codeOf(bytes.slice(0, bytes.length * part))).toBe('model-broken');
    }
  });
});
