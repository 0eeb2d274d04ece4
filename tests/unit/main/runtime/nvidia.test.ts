import { describe, expect, it } from 'vitest';
import { parseNvidiaSmi } from '../../../../src/main/runtime/nvidia';

describe('parseNvidiaSmi', () => {
  it('reads a line for each GPU', () => {
    const text = 'NVIDIA H200, 550.54.15, 9.0, 143771\nNVIDIA GeForce GTX 970, 550.54.15, 5.2, 4096\n';
    expect(parseNvidiaSmi(text)).toEqual([
      { name: 'NVIDIA H200', driver: '550.54.15', computeCapability: '9.0', memoryMegabytes: 143771 },
      {
        name: 'NVIDIA GeForce GTX 970',
        driver: '550.54.15',
        computeCapability: '5.2',
        memoryMegabytes: 4096,
      },
    ]);
  });

  it('leaves unknown what an old driver or a shared GPU does not tell', () => {
    expect(parseNvidiaSmi('Tesla K80, 470.82.01, [N/A], [N/A]')).toEqual([
      { name: 'Tesla K80', driver: '470.82.01', computeCapability: null, memoryMegabytes: null },
    ]);
  });

  it.each(['', 'No devices were found', 'NVIDIA-SMI has failed because it could not communicate, sorry'])(
    'finds no GPU in %j',
    (text) => {
      expect(parseNvidiaSmi(text)).toEqual([]);
    },
  );
});
