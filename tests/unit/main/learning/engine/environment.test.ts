import { describe, expect, it } from 'vitest';
import { engineEnvironment } from '../../../../../src/main/learning/engine/environment';

describe('engineEnvironment', () => {
  it('adds TensorFlow’s libraries before the user’s, by the platform’s name for them', () => {
    const linux = engineEnvironment({ LD_LIBRARY_PATH: '/own' }, ['/tf', '/cuda'], 'linux');
    expect(linux['LD_LIBRARY_PATH']).toMatch(/^\/tf[:;]\/cuda[:;]\/own$/);
    expect(engineEnvironment({}, ['/tf'], 'darwin')).toMatchObject({ DYLD_LIBRARY_PATH: '/tf' });
    expect(engineEnvironment({ PATH: 'C:\\' }, ['D:\\tf'], 'win32')['PATH']).toMatch(/^D:\\tf[:;]C:\\$/);
  });

  it('adds no empty path, which would mean the working folder', () => {
    expect(engineEnvironment({ LD_LIBRARY_PATH: '' }, ['/tf'], 'linux')['LD_LIBRARY_PATH']).toBe('/tf');
    expect(engineEnvironment({}, [], 'linux')).not.toHaveProperty('LD_LIBRARY_PATH');
  });

  it('keeps TensorFlow quiet unless the user wants to hear it', () => {
    expect(engineEnvironment({}, [])['TF_CPP_MIN_LOG_LEVEL']).toBe('2');
    expect(engineEnvironment({ TF_CPP_MIN_LOG_LEVEL: '0' }, [])['TF_CPP_MIN_LOG_LEVEL']).toBe('0');
  });
});
