import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { meshPoints } from '@shared/learning/faceMesh';
import { identity } from '../../../../../src/main/learning/augmentation/affine';
import type { CropPack } from '../../../../../src/main/learning/faceTable';
import { SightCache, sightFeatures, type Sight } from '../../../../../src/main/learning/teacher/sightCache';
import { temporaryFolder } from '../../../../support/temporaryFolder';

const region = [10, 20, 30, 30];
const sight: Sight = {
  points: Float32Array.from({ length: meshPoints.length * 2 }, (_, index) => index / 128),
  features: Float32Array.from({ length: sightFeatures }, (_, index) => index / 256),
};
const unseen: Sight = { ...sight, points: new Float32Array(0) };

function packIn(folder: string): CropPack {
  return { bytes: { file: join(folder, 'crops.rgb') }, sidePx: 96, marginPx: 0 };
}

describe('what was seen of crops', () => {
  it('is known again of the same faces, and of faces without a mesh that they have none', () => {
    const pack = packIn(temporaryFolder());
    const cache = SightCache.of(pack);
    cache.set(3, region, identity, sight);
    cache.set(700, region, identity, unseen);
    cache.save();
    const again = SightCache.of(pack);
    expect(again.get(3, region, identity)).toEqual(sight);
    expect(again.get(700, region, identity)).toEqual(unseen);
    expect(again.get(4, region, identity)).toBeNull();
    expect(again.get(100_000, region, identity)).toBeNull();
  });

  it('is known again where there is little of it', () => {
    const pack = packIn(temporaryFolder());
    const cache = SightCache.of(pack);
    cache.set(0, region, identity, sight);
    cache.save();
    expect(SightCache.of(pack).get(0, region, identity)).toEqual(sight);
  });

  it('is not known of a face that is shown otherwise, or whose crop shows another part of its image', () => {
    const cache = SightCache.of(packIn(temporaryFolder()));
    cache.set(0, region, identity, sight);
    expect(cache.get(0, region, { ...identity, x0: 0.01 })).toBeNull();
    expect(cache.get(0, [10, 20, 31, 31], identity)).toBeNull();
  });

  it('is nothing where the file is cut off', () => {
    const folder = temporaryFolder();
    const cache = SightCache.of(packIn(folder));
    cache.set(0, region, identity, sight);
    cache.save();
    const file = join(folder, 'crops.rgb.sights-2');
    writeFileSync(file, readFileSync(file).subarray(0, -3));
    expect(SightCache.of(packIn(folder)).get(0, region, identity)).toBeNull();
  });

  it('takes the place of what older versions have left there', () => {
    const folder = temporaryFolder();
    const former = ['crops.rgb.meshes', 'crops.rgb.sights'].map((name) => join(folder, name));
    for (const file of former) writeFileSync(file, 'old');
    const cache = SightCache.of(packIn(folder));
    cache.set(0, region, identity, sight);
    cache.save();
    expect(readdirSync(folder)).toEqual(['crops.rgb.sights-2']);
  });

  it('is kept in memory alone of crops in memory', () => {
    const cache = SightCache.of({ bytes: { memory: new Uint8Array(3) }, sidePx: 1, marginPx: 0 });
    cache.set(0, region, identity, sight);
    cache.save();
    expect(cache.get(0, region, identity)).toEqual(sight);
  });
});
