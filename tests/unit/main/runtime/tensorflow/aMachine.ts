import type { Machine } from '../../../../../src/main/runtime/machine';

/** A Linux machine with everything that a setup could want, unless a test says otherwise. */
export function aMachine(changes: Partial<Machine> = {}): Machine {
  return {
    platform: 'linux',
    architecture: 'x64',
    glibc: '2.36',
    node: { version: '24.0.0', napi: '10', executable: '/usr/bin/node', isNode: true },
    gpus: [],
    pip: { command: ['/usr/bin/pip3'], version: '24.0' },
    python: '/usr/bin/python3',
    compiler: '/usr/bin/g++',
    make: '/usr/bin/make',
    freeDiskBytes: 100e9,
    ...changes,
  };
}

/** What a packaged application has on its user's machine: neither pip nor a compiler. */
export const bare: Partial<Machine> = {
  pip: null,
  python: null,
  compiler: null,
  make: null,
  node: { version: '24.0.0', napi: '10', executable: '/opt/Facet/facet', isNode: false },
};

export const hopper = {
  name: 'NVIDIA H100',
  driver: '550.54.15',
  computeCapability: '9.0',
  memoryMegabytes: 80_000,
};
