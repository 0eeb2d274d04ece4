import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import {
  decoderBytes,
  inTurnIfLarge,
  largeDecodesRoom,
  leaveLargeDecodes,
} from '../../../../src/main/images/largeDecodes';

const [small, large] = [1_000_000, 400_000_000];

/** Work that is done when it is told to be. */
function work() {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const state = { begun: false, end, run: (): Promise<void> => ((state.begun = true), ended) };
  return state;
}

describe('inTurnIfLarge', () => {
  it('does large work one after the other, also when some fails, and small work at once', async () => {
    const [first, second, little] = [work(), work(), work()];
    const doing = [
      inTurnIfLarge(large, () => first.run().then(() => Promise.reject(new Error('broken')))),
      inTurnIfLarge(large, second.run),
      inTurnIfLarge(small, little.run),
    ];
    await Promise.resolve();
    expect([first.begun, second.begun, little.begun]).toEqual([true, false, true]);
    first.end();
    await expect(doing[0]).rejects.toThrow('broken');
    second.end();
    little.end();
    await Promise.all(doing.slice(1));
    expect(second.begun).toBe(true);
  });

  it('waits for other threads, and not for one that ended', async () => {
    const worker = new Worker(
      `const { workerData, threadId, parentPort } = require('node:worker_threads');
       Atomics.store(new Int32Array(workerData.largeDecodes), 0, threadId + 1);
       parentPort.postMessage(threadId);
       parentPort.once('message', () => process.exit());`,
      { eval: true, workerData: largeDecodesRoom },
    );
    const [thread] = (await once(worker, 'message')) as [number];
    const mine = work();
    const doing = inTurnIfLarge(large, mine.run);
    worker.postMessage('end');
    await once(worker, 'exit');
    expect(mine.begun).toBe(false);
    leaveLargeDecodes(thread + 1);
    expect(mine.begun).toBe(false);
    leaveLargeDecodes(thread);
    mine.end();
    await doing;
    expect(mine.begun).toBe(true);
  });
});

describe('decoderBytes', () => {
  it('knows which photos cannot be read row by row', async () => {
    const drawn = sharp({ create: { width: 40, height: 30, channels: 3, background: 'red' } });
    const bytesOf = async (bytes: Promise<Buffer>): Promise<number> =>
      decoderBytes(await sharp(await bytes).metadata());
    expect(await bytesOf(drawn.clone().jpeg().toBuffer())).toBe(0);
    expect(await bytesOf(drawn.clone().jpeg({ progressive: true }).toBuffer())).toBe(40 * 30 * 3);
    const full = drawn.clone().jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer();
    expect(await bytesOf(full)).toBe(40 * 30 * 6);
    expect(await bytesOf(drawn.clone().png().toBuffer())).toBe(40 * 30);
    expect(await bytesOf(drawn.clone().png({ progressive: true }).toBuffer())).toBe(40 * 30 * 4);
    expect(await bytesOf(drawn.clone().webp().toBuffer())).toBe(40 * 30 * 4);
  });
});
