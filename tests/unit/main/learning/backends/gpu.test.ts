import { afterEach, describe, expect, it } from 'vitest';
import { describeGpu } from '../../../../../src/main/learning/backends/gpu';
import { writeProgram } from '../../../../support/programs';
import { temporaryFolder } from '../../../../support/temporaryFolder';

const path = process.env['PATH'];
afterEach(() => {
  process.env['PATH'] = path;
});

/** Puts a driver's tool of this script, and nothing else of its name, on the PATH. */
function withDriver(script: string | null): void {
  const folder = temporaryFolder();
  if (script !== null) writeProgram(folder, 'nvidia-smi', script);
  process.env['PATH'] = folder;
}

describe.skipIf(process.platform === 'win32')('describeGpu', () => {
  it('is the first GPU’s name as its driver tells it', async () => {
    withDriver('echo "NVIDIA H200"; echo "NVIDIA T4"');
    expect(await describeGpu()).toBe('NVIDIA H200');
  });

  it.each([
    ['is not there', null],
    ['fails', 'echo "NVIDIA-SMI has failed" >&2; exit 9'],
    ['says nothing', 'exit 0'],
  ])('is a GPU all the same where the driver’s tool %s', async (_, script) => {
    withDriver(script);
    expect(await describeGpu()).toBe('NVIDIA GPU');
  });
});
