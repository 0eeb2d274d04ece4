import { describe, expect, it } from 'vitest';
import { withLibraryPaths } from '../../../../../src/main/runtime/tensorflow/loadBinding';

describe('withLibraryPaths', () => {
  it('puts the folders before those that are there', () => {
    const name = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
    expect(withLibraryPaths({ [name]: '/own' }, ['/a', '/b'])[name]).toBe('/a:/b:/own');
    expect(withLibraryPaths({}, [])).toEqual({});
  });
});
