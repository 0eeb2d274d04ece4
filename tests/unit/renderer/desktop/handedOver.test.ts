import { describe, expect, it } from 'vitest';
import type { ExaminedPath } from '@shared/contract/desktop';
import { besideSource, deedFor } from '../../../../src/renderer/desktop/handedOver';

const at = (kind: ExaminedPath['kind'], path = `/${kind}`): ExaminedPath => ({ kind, path });

describe('deedFor', () => {
  it('opens a project, whether or not another is open', () => {
    for (const hasProject of [true, false]) {
      expect(deedFor([at('project')], hasProject)).toEqual({ kind: 'open', folder: '/project' });
    }
  });

  it('imports a data set into the open project, or offers to make one beside it', () => {
    for (const kind of ['folder', 'zip', 'table'] as const) {
      expect(deedFor([at(kind)], true)).toEqual({ kind: 'import', source: `/${kind}` });
    }
    expect(deedFor([at('zip', '/d/MTFL.zip')], false)).toEqual({
      kind: 'newProject',
      folder: '/d/MTFL-facet',
      source: '/d/MTFL.zip',
    });
  });

  it.each([
    ['photos', [at('photo'), at('photo')]],
    ['several', [at('project'), at('folder')]],
    ['several', [at('photo'), at('zip')]],
    ['missing', [at('missing')]],
    ['unknown', [at('unknown')]],
    ['unknown', []],
  ] as const)('refuses with a reason: %s', (why, examined) => {
    expect(deedFor(examined, true)).toMatchObject({ kind: 'refused', why });
  });
});

describe('besideSource', () => {
  it.each([
    ['/data/MTFL.zip', '/data/MTFL-facet'],
    ['/data/faces/', '/data/faces-facet'],
    ['C:\\data\\faces\\', 'C:\\data\\faces-facet'],
    ['/data/labels.JSON', '/data/labels-facet'],
  ])('%s → %s', (source, folder) => {
    expect(besideSource(source)).toBe(folder);
  });
});
