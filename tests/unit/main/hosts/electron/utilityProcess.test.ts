import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import type { utilityProcess, UtilityProcess } from 'electron';
import { describe, expect, it } from 'vitest';
import { startUtility } from '../../../../../src/main/hosts/electron/utilityProcess';
import { engineIn } from '../../../../../src/main/learning/engine/channel';
import { startEngine } from '../../../../../src/main/learning/engine/client';
import { mainEntry } from '../../../../../src/main/outFolder';

/** Electron's utility process, as far as it is used. */
class Child extends EventEmitter {
  pid: number | undefined = 42;
  readonly stderr = new PassThrough();
  readonly posted: unknown[] = [];
  postMessage = (message: unknown): void => void this.posted.push(message);
  end(exitCode: number): void {
    this.pid = undefined;
    this.stderr.end();
    this.emit('exit', exitCode);
  }
}

function start() {
  const child = new Child();
  const forked: unknown[][] = [];
  const killed: number[] = [];
  const runtime = {
    fork: (...words: unknown[]) => {
      forked.push(words);
      return child as unknown as UtilityProcess;
    },
  } as unknown as Pick<typeof utilityProcess, 'fork'>;
  const line = startUtility(runtime, (processId) => {
    killed.push(processId);
    child.end(9);
  });
  return { child, forked, killed, startProcess: line };
}

describe('startUtility', () => {
  it('starts our entry with its words and environment, and no flags of ours', () => {
    const { forked, startProcess } = start();
    startProcess('/app/engine.js', ['{}'], { A: '1', B: undefined });
    expect(forked).toEqual([
      [
        '/app/engine.js',
        ['{}'],
        expect.objectContaining({ env: { A: '1' }, execArgv: [], stdio: ['ignore', 'ignore', 'pipe'] }),
      ],
    ]);
  });

  it('tells how it ended, with its last words, once all of them were read', async () => {
    const { child, startProcess } = start();
    const line = startProcess('/app/engine.js', [], {});
    const ended = new Promise((resolve) => line.onEnd(resolve));
    child.stderr.write('out of memory\n');
    child.end(134);
    expect(await ended).toEqual({ exitCode: 134, signal: null, lastWords: 'out of memory' });
    // What is said to a process that is gone is said to nobody.
    line.post('hello');
    line.hangUp();
    line.kill();
    expect(child.posted).toEqual([]);
  });

  it('hangs up by a word, and kills for good', () => {
    const { child, killed, startProcess } = start();
    const line = startProcess('/app/engine.js', [], {});
    line.hangUp();
    expect(child.posted).toEqual(['facet:hang-up']);
    line.kill();
    expect(killed).toEqual([42]);
  });

  it('carries an engine: it starts, answers, and ends', async () => {
    const { child, forked, startProcess } = start();
    const description = { backend: 'wasm', device: 'CPU', library: 'none', notice: null } as const;
    const starting = startEngine({ backend: 'wasm', openChannel: engineIn(startProcess) });
    expect(forked[0]![0]).toBe(mainEntry('engine'));
    expect(JSON.parse((forked[0]![1] as string[])[0]!)).toEqual({ backend: 'wasm' });
    child.emit('message', { type: 'ready', description });
    const engine = await starting;
    const asked = engine.request<'describe'>({ kind: 'describe', speedTest: false });
    const { id } = child.posted[0] as { id: number };
    child.emit('message', { type: 'done', id, result: { description, speed: null } });
    expect(await asked).toEqual({ description, speed: null });
    const closed = engine.close();
    child.end(0);
    await closed;
    expect(engine.hasEnded).toBe(true);
  });
});
