import { describe, expect, it } from 'vitest';
import { mirrorPermutation } from '@shared/domain/landmarkScheme';
import { mtflTemplate } from '@shared/domain/template';
import { meshPointIds, meshPoints, withMeshPoints } from '@shared/learning/faceMesh';
import { presetConfiguration } from '@shared/learning/presets';
import { asTrained, canBeTaught, stoppedWith, trainedHeads } from '@shared/learning/teacher';

const studio = presetConfiguration('studio', mtflTemplate);

describe('a teacher', () => {
  it('is a head that is trained behind those that are asked', () => {
    const names = trainedHeads(studio).map(({ name }) => name);
    expect(names).toEqual(['landmarks', 'gender', 'smile', 'glasses', 'pose', 'face-mesh']);
    expect(asTrained(studio)).toEqual({ ...studio, heads: trainedHeads(studio) });
    const { teacher: _teacher, ...alone } = studio;
    expect(asTrained(alone)).toBe(alone);
  });

  it('stops with the last head that learns points', () => {
    const stopped = new Set(['gender', 'smile']);
    expect(stoppedWith(stopped, studio)).toBe(stopped);
    const points = new Set(['gender', 'landmarks']);
    expect([...stoppedWith(points, studio)]).toEqual(['gender', 'landmarks', 'face-mesh']);
    const { teacher: _teacher, ...alone } = studio;
    expect(stoppedWith(points, alone)).toBe(points);
  });

  it('has nothing to teach where no points are learnt, of whole images and of small crops', () => {
    expect(canBeTaught(studio)).toBe(true);
    const [landmarks, ...others] = studio.heads;
    expect(canBeTaught({ ...studio, heads: [landmarks!] })).toBe(true);
    expect(canBeTaught({ ...studio, heads: others })).toBe(false);
    expect(canBeTaught({ ...studio, input: { ...studio.input, crop: 'image' } })).toBe(false);
    expect(canBeTaught({ ...studio, input: { ...studio.input, sizePx: 32 } })).toBe(false);
  });
});

describe('a scheme with the mesh’s points', () => {
  it('has them behind its own, and mirrors them among themselves', () => {
    const scheme = withMeshPoints(mtflTemplate.scheme);
    expect(scheme.points.map(({ id }) => id)).toEqual([
      ...mtflTemplate.scheme.points.map(({ id }) => id),
      ...meshPointIds,
    ]);
    const mirror = mirrorPermutation(scheme);
    expect(mirror.slice(0, 5)).toEqual([1, 0, 2, 4, 3]);
    mirror.forEach((partner, point) => expect(mirror[partner]).toBe(point));
    expect(mirror[5 + meshPoints.indexOf(61)]).toBe(5 + meshPoints.indexOf(291));
    const unpaired = meshPoints.filter((_, index) => mirror[5 + index] === 5 + index);
    expect(unpaired).toEqual([0, 1, 10, 13, 14, 17, 152, 168, 195]);
  });
});
