import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { presetConfiguration } from '@shared/learning/presets';
import { weightingFor, weightingKindOf } from '@shared/learning/weightingKind';

const { heads, weighting } = presetConfiguration('studio', mtflTemplate);
const points = heads.filter(({ kind }) => kind === 'landmarks');
const attributes = heads.filter(({ kind }) => kind !== 'landmarks');

describe('weightingFor', () => {
  it('lets attributes come first only where points come after them', () => {
    expect(weightingFor(weighting, heads)).toEqual({ kind: 'attributes-first', factor: 5 });
    expect(weightingFor(weighting, points)).toEqual({ kind: 'fixed' });
    expect(weightingFor(weighting, attributes)).toEqual({ kind: 'fixed' });
  });

  it('leaves every other one as it is, and fixed where there is none', () => {
    expect(weightingFor({ kind: 'pcgrad' }, points)).toEqual({ kind: 'pcgrad' });
    expect(weightingFor(undefined, heads)).toEqual({ kind: 'fixed' });
  });
});

describe('weightingKindOf', () => {
  it('is fixed of a run from before it could be chosen', () => {
    expect(weightingKindOf({})).toBe('fixed');
    expect(weightingKindOf({ weighting: { kind: 'pcgrad' } })).toBe('pcgrad');
  });
});
