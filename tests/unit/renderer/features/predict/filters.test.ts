import { describe, expect, it } from 'vitest';
import {
  isFiltered,
  withName,
  withoutHead,
  withRange,
  withValue,
} from '../../../../../src/renderer/features/predict/filters';

const whole = [0, 1] as const;

describe('a filter of predictions', () => {
  it('has a value chosen, and no longer', () => {
    const left = withValue({}, 'pose', 'left');
    expect(left).toEqual({ heads: { pose: { values: ['left'] } } });
    const both = withValue(left, 'pose', 'right');
    expect(both).toEqual({ heads: { pose: { values: ['left', 'right'] } } });
    expect(withValue(both, 'pose', 'left')).toEqual({ heads: { pose: { values: ['right'] } } });
    expect(withValue(left, 'pose', 'left')).toEqual({});
  });

  it('has a range beside the values, and none where it is the whole', () => {
    const left = withValue({}, 'pose', 'left');
    const sure = withRange(left, 'pose', [0.8, 1], whole);
    expect(sure).toEqual({ heads: { pose: { values: ['left'], least: 0.8 } } });
    expect(withValue(sure, 'pose', 'left')).toEqual({ heads: { pose: { least: 0.8 } } });
    expect(withRange(sure, 'pose', [0, 0.5], whole)).toEqual({
      heads: { pose: { values: ['left'], most: 0.5 } },
    });
    expect(withRange(sure, 'pose', [0, 1], whole)).toEqual(left);
  });

  it('keeps the other heads, and the name', () => {
    const named = withName(withValue({}, 'pose', 'left'), 'beach');
    expect(withValue(named, 'smile', 'yes')).toEqual({
      nameContains: 'beach',
      heads: { pose: { values: ['left'] }, smile: { values: ['yes'] } },
    });
    expect(withoutHead(named, 'pose')).toEqual({ nameContains: 'beach' });
    expect(withName(named, '')).toEqual({ heads: { pose: { values: ['left'] } } });
  });

  it('says whether it is one', () => {
    expect(isFiltered({})).toBe(false);
    expect(isFiltered(withValue(withValue({}, 'pose', 'left'), 'pose', 'left'))).toBe(false);
    expect(isFiltered({ nameContains: 'a' })).toBe(true);
    expect(isFiltered({ heads: { pose: { least: 0.5 } } })).toBe(true);
  });
});
