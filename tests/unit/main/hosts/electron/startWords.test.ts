import { describe, expect, it } from 'vitest';
import { handedOver, projectOf } from '../../../../../src/main/hosts/electron/startWords';

describe('projectOf', () => {
  it('is the first word that is no flag, as a whole path', () => {
    expect(projectOf(['/usr/bin/facet', 'faces'], false, '/home/me')).toBe('/home/me/faces');
    expect(projectOf(['electron', '.', '--no-sandbox', '/faces'], true, '/home/me')).toBe('/faces');
    expect(projectOf(['electron', '.'], true, '/home/me')).toBeNull();
    expect(projectOf(['/usr/bin/facet', '--ozone-platform=wayland'], false, '/')).toBeNull();
  });
});

describe('handedOver', () => {
  it('is a path, whatever else another process says', () => {
    expect(handedOver({ project: '/faces' })).toBe('/faces');
    for (const other of [
      undefined,
      null,
      1,
      'x',
      [],
      {},
      { project: 1 },
      { project: '' },
      { project: 'x'.repeat(5000) },
    ]) {
      expect(handedOver(other)).toBeNull();
    }
  });
});
