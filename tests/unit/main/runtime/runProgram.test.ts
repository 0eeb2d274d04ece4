import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { lastLines, runProgram } from '../../../../src/main/runtime/runProgram';
import { temporaryFolder } from '../../../support/temporaryFolder';

describe('runProgram', () => {
  it('answers exit code and both streams', async () => {
    const end = await runProgram('/bin/sh', ['-c', 'echo result; echo trouble >&2; exit 3']);
    expect(end.exitCode).toBe(3);
    expect(end.stdout).toBe('result\n');
    expect(end.output.split('\n').sort()).toEqual(['', 'result', 'trouble']);
  });

  it('answers null and the reason for a program that is not there', async () => {
    const end = await runProgram('/no/such/program', []);
    expect(end.exitCode).toBeNull();
    expect(end.output).toContain('ENOENT');
  });

  it('ends a program that outlives its time', async () => {
    const end = await runProgram('/bin/sh', ['-c', 'sleep 600'], { timeoutMs: 50 });
    expect(end.exitCode).toBeNull();
  });

  it('ends the program and what it started when aborted', async () => {
    const pidFile = join(temporaryFolder(), 'pid');
    const controller = new AbortController();
    const run = runProgram('/bin/sh', ['-c', `sleep 600 & echo $! > ${pidFile}; echo started; wait`], {
      signal: controller.signal,
      onOutput: () => controller.abort(new Error('stopped by the test')),
    });
    await expect(run).rejects.toThrow('stopped by the test');
    const pid = readFileSync(pidFile, 'utf8').trim();
    // Killed, it is gone or waits as a zombie for whoever reaps orphans here.
    const state = (): string => {
      return existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, 'utf8') : 'Z';
    };
    // The signal has been sent; a busy system delivers it when it comes to it.
    await vi.waitFor(() => expect(state()).toMatch(/\) Z |^Z$/), { timeout: 30_000 });
  });
});

describe('lastLines', () => {
  it('joins the last lines that say something', () => {
    expect(lastLines('first\n\n  second \nthird\n\n', 2)).toBe('second | third');
  });
});
