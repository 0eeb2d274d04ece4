import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { agesAndGenders } from '../../../../../src/main/learning/pretrained/agesAndGenders';
import { emotions } from '../../../../../src/main/learning/pretrained/emotions';
import { expressions } from '../../../../../src/main/learning/pretrained/expressions';
import { decodedWeights, readPretrainedWeights } from '../../../../../src/main/learning/pretrained/weights';

describe.each([expressions, agesAndGenders, emotions])(
  'the weights of a pretrained network: $file.title',
  ({ file }) => {
    const inPackage = (name: string): Buffer => readFileSync(`node_modules/${file.package}/${name}`);

    it('name one that is not among them', () => {
      const weights = readPretrainedWeights(file);
      expect(() => weights.get('another')).toThrow(`${file.title} has no another. Install Facet anew.`);
    });

    it('are told to be broken where their file is cut off, or says nothing of what it has', () => {
      const manifest = inPackage(file.manifest).toString('utf8');
      const cutOff = inPackage(file.numbers).subarray(0, 1000);
      expect(() => decodedWeights(file.title, manifest, cutOff)).toThrow(`${file.title} cannot be read`);
      expect(() => decodedWeights(file.title, '{"weights', cutOff)).toThrow(`${file.title} cannot be read`);
    });
  },
);

it('are told to be missing where the package has no such file', () => {
  const elsewhere = { ...emotions.file, numbers: 'models/nowhere.bin' };
  expect(() => readPretrainedWeights(elsewhere)).toThrow('The network of emotions is missing');
});
