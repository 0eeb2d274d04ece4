import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Advice } from '../../../../../src/main/learning/adviser/advice';
import { AdviceCache } from '../../../../../src/main/learning/adviser/adviceCache';
import type { CropPack } from '../../../../../src/main/learning/faceTable';
import { temporaryFolder } from '../../../../support/temporaryFolder';

const advice = (weight: number): Advice => ({
  gender: { networks: ['ages-and-genders'], weights: [weight, 1e-9, -2.5], share: 0 },
});

function packIn(folder: string): CropPack {
  return { bytes: { file: join(folder, 'crops.rgb') }, sidePx: 96, marginPx: 0 };
}

describe('advice that was learnt before', () => {
  it('is known again to the last digit by the digest of its lessons, and by no other', () => {
    const pack = packIn(temporaryFolder());
    new AdviceCache(pack).keep('first', advice(1 / 3));
    new AdviceCache(pack).keep('second', advice(2 / 3));
    expect(new AdviceCache(pack).get('first')).toEqual(advice(1 / 3));
    expect(new AdviceCache(pack).get('second')).toEqual(advice(2 / 3));
    expect(new AdviceCache(pack).get('third')).toBeNull();
  });

  it('makes room for the newest', () => {
    const cache = new AdviceCache(packIn(temporaryFolder()));
    for (let count = 0; count < 9; count += 1) cache.keep(String(count), advice(count));
    expect(cache.get('0')).toBeNull();
    expect(cache.get('1')).toEqual(advice(1));
    expect(cache.get('8')).toEqual(advice(8));
  });

  it('is learnt anew where the file is cut off or holds something else, and then kept', () => {
    const folder = temporaryFolder();
    const cache = new AdviceCache(packIn(folder));
    const file = join(folder, 'crops.rgb.advice.json');
    cache.keep('first', advice(1));
    for (const text of [readFileSync(file, 'utf8').slice(0, -3), '[{"digest":"first","advice":7}]', '']) {
      writeFileSync(file, text);
      expect(cache.get('first')).toBeNull();
      cache.keep('first', advice(2));
      expect(cache.get('first')).toEqual(advice(2));
    }
  });

  it('is not kept of crops in memory', () => {
    const cache = new AdviceCache({ bytes: { memory: new Uint8Array(0) }, sidePx: 96, marginPx: 0 });
    cache.keep('first', advice(1));
    expect(cache.get('first')).toBeNull();
  });
});
