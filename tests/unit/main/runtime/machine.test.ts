import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { examineMachine } from '../../../../src/main/runtime/machine';
import { writeProgram } from '../../../support/programs';
import { temporaryFolder } from '../../../support/temporaryFolder';

describe('examineMachine', () => {
  it('asks the tools on the PATH', async () => {
    const folder = temporaryFolder();
    writeProgram(folder, 'nvidia-smi', 'echo "NVIDIA H200, 550.54.15, 9.0, 143771"');
    writeProgram(folder, 'pip3', 'echo "broken" >&2; exit 1');
    const python = writeProgram(folder, 'python3', 'echo "pip 25.0 from /x (python 3.12)"');
    const compiler = writeProgram(folder, 'clang++', 'exit 0');
    const machine = await examineMachine(join(folder, 'not', 'there', 'yet'), { PATH: folder });
    expect(machine.gpus.map((gpu) => gpu.name)).toEqual(['NVIDIA H200']);
    expect(machine.pip).toEqual({ command: [python, '-m', 'pip'], version: '25.0' });
    expect(machine).toMatchObject({ python, compiler, make: null, platform: process.platform });
    expect(machine.freeDiskBytes).toBeGreaterThan(0);
  });

  it('finds nothing on a bare machine', async () => {
    const folder = temporaryFolder();
    const machine = await examineMachine(folder, { PATH: folder });
    expect(machine).toMatchObject({ gpus: [], pip: null, python: null, compiler: null, make: null });
  });
});
