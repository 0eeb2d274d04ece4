import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporaryFolder';
import { loadScript } from './loadScript';

interface Spawning {
  readonly runAttached: (file: string, parameters: string[], options?: object) => Promise<number>;
  readonly runCaptured: (file: string, parameters: string[]) => Promise<{ exitCode: number; output: string }>;
}
const { runAttached, runCaptured } = await loadScript<Spawning>('spawning.mjs');

describe('runAttached', () => {
  it('answers the exit code, and 128 and the number of a signal', async () => {
    expect(await runAttached(process.execPath, ['-e', 'process.exit(3)'])).toBe(3);
    const killing = ['-e', 'process.kill(process.pid, "SIGKILL")'];
    expect(await runAttached(process.execPath, killing)).toBe(process.platform === 'win32' ? 1 : 137);
  });

  it('rejects where there is no such program', async () => {
    await expect(runAttached(join(temporaryFolder(), 'nothing'), [])).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });

  it.skipIf(process.platform === 'win32')(
    'passes a signal on once, though the whole group gets it',
    async () => {
      const parent = join(temporaryFolder(), 'parent.mjs');
      const child = `
      let signals = 0;
      process.on('SIGINT', () => { signals += 1; setTimeout(() => process.exit(signals), 300); });
      setInterval(() => {}, 1000);
      console.log('ready');`;
      writeFileSync(
        parent,
        `import { runAttached } from ${JSON.stringify(resolve('scripts', 'spawning.mjs'))};
       process.exitCode = await runAttached(process.execPath, ['-e', ${JSON.stringify(child)}]);`,
      );
      const started = spawn(process.execPath, [parent], {
        detached: true,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      started.stdout.once('data', () => process.kill(-started.pid!, 'SIGINT'));
      expect(await new Promise((done) => started.on('close', done))).toBe(1);
    },
  );
});

describe('runCaptured', () => {
  it('answers everything that was printed', async () => {
    const script = 'console.log("out"); console.error("error"); process.exit(2)';
    const { exitCode, output } = await runCaptured(process.execPath, ['-e', script]);
    expect(exitCode).toBe(2);
    expect(output.split('\n').sort()).toEqual(['', 'error', 'out']);
  });
});
