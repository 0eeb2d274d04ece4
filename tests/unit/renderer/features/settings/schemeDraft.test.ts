import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import {
  eyeOf,
  hasEdge,
  partnerOf,
  schemeDifference,
  withEdge,
  withEye,
  withoutEdge,
  withPartner,
  withPointName,
} from '../../../../../src/renderer/features/settings/schemeDraft';
import { schemeLayout } from '../../../../../src/renderer/features/settings/schemeLayout';
import { template68 } from '../../../main/project/templates';

const { scheme } = mtflTemplate;

describe('a scheme', () => {
  it('gets names, pairs, eyes and lines', () => {
    expect(withPointName(scheme, 'nose', 'Tip').points[2]!.name).toBe('Tip');
    expect(withEdge(scheme, 'nose', 'left_eye')).toBe(scheme);
    expect(withEdge(scheme, 'nose', 'nose')).toBe(scheme);
    expect(hasEdge(withEdge(scheme, 'left_eye', 'right_eye'), 'right_eye', 'left_eye')).toBe(true);
    expect(withoutEdge(scheme, 'nose', 'left_eye').edges).toHaveLength(scheme.edges.length - 1);
    const moved = withEye(scheme, 'nose', 'left');
    expect(moved.eyes).toEqual({ left: ['left_eye', 'nose'], right: ['right_eye'] });
    expect(withEye(moved, 'nose', null).eyes).toEqual(scheme.eyes);
    expect([eyeOf(scheme, 'left_eye'), eyeOf(scheme, 'right_eye'), eyeOf(scheme, 'nose')]).toEqual([
      ...['left', 'right', null],
    ]);
  });

  it('pairs two points, the image-left first, and takes both from their former pairs', () => {
    const isLeftOf = (first: string): boolean => first === 'left_eye';
    const paired = withPartner(scheme, 'mouth_right', 'left_eye', isLeftOf);
    expect(paired.symmetricPairs).toEqual([['left_eye', 'mouth_right']]);
    expect([partnerOf(paired, 'left_eye'), partnerOf(paired, 'right_eye')]).toEqual(['mouth_right', null]);
    expect(withPartner(scheme, 'left_eye', null, isLeftOf).symmetricPairs).toHaveLength(1);
  });

  it('differs from another by the ids of its points', () => {
    const other = {
      ...scheme,
      points: [...scheme.points.slice(0, 2), { id: 'chin', name: 'Chin', aliases: [] }],
    };
    expect(schemeDifference(scheme, other)).toEqual({
      kept: ['left_eye', 'right_eye'],
      added: ['chin'],
      gone: ['nose', 'mouth_left', 'mouth_right'],
    });
  });
});

describe('schemeLayout', () => {
  it('puts points where faces have them, the image’s left on the left', () => {
    const layout = schemeLayout(scheme, { left_eye: [0.3, 0.4] });
    expect(layout.get('left_eye')).toEqual({ x: 0.3, y: 0.4 });
    expect(layout.get('mouth_left')!.x).toBeLessThan(layout.get('mouth_right')!.x);
    expect(layout.get('nose')!.y).toBeLessThan(layout.get('mouth_left')!.y);
  });

  it('never puts one on another', () => {
    const places = [...schemeLayout(template68.scheme, {}).values()];
    expect(places).toHaveLength(68);
    for (const [index, one] of places.entries()) {
      for (const other of places.slice(index + 1)) {
        expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(0.029);
      }
    }
  });
});
