import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { withProcessLock } from '../../../../src/main/runtime/processLock';
import { temporaryFolder } from '../../../support/temporaryFolder';

const source = resolve('src/main/runtime/processLock.ts');

/** Another process that has the lock until it is killed, or its input ends. */
async function holder(file: string): Promise<ChildProcess> {
  const program = `
    import { withProcessLock } from ${JSON.stringify(source)};
    await withProcessLock(process.argv[1], {}, async () => {
      console.log('locked');
      for await (const _ of process.stdin);
    });`;
  const parameters = ['--experimental-strip-types', '--input-type=module', '-e', program, file];
  const child = spawn(process.execPath, parameters, { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout!, 'data');
  return child;
}

describe('withProcessLock', () => {
  it('waits for the other process, names it, and goes on when it is done', async () => {
    const file = join(temporaryFolder(), 'deep', 'a.lock');
    const other = await holder(file);
    const owners = new Set<number | null>();
    const onWait = (pid: number | null) => {
      owners.add(pid);
      other.stdin!.end();
    };
    expect(await withProcessLock(file, { onWait }, async () => 'mine')).toBe('mine');
    expect([...owners]).toEqual([other.pid]);
  });

  it('is free the moment its owner is killed', async () => {
    const file = join(temporaryFolder(), 'a.lock');
    const other = await holder(file);
    const onWait = () => void other.kill('SIGKILL');
    expect(await withProcessLock(file, { onWait }, async () => 'mine')).toBe('mine');
    expect(other.killed).toBe(true);
  });

  it('lets one at a time through in one process, also after a failure', async () => {
    const file = join(temporaryFolder(), 'a.lock');
    let inside = 0;
    const work = (fails: boolean) => async () => {
      inside += 1;
      expect(inside).toBe(1);
      await new Promise((done) => setImmediate(done));
      inside -= 1;
      if (fails) throw new Error('the work failed');
    };
    const results = await Promise.allSettled(
      [true, false, true].map((fails) => withProcessLock(file, {}, work(fails))),
    );
    expect(results.map((result) => result.status)).toEqual(['rejected', 'fulfilled', 'rejected']);
  });

  it('stops waiting when aborted', async () => {
    const file = join(temporaryFolder(), 'a.lock');
    await holder(file);
    const controller = new AbortController();
    const onWait = () => controller.abort(new Error('enough'));
    const work = async () => 'never';
    await expect(withProcessLock(file, { signal: controller.signal, onWait }, work)).rejects.toThrow(
      'enough',
    );
  });
});
