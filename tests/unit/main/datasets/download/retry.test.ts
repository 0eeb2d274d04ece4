import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pausesMs } from '../../../../../src/main/download/retry';
import { whenGrown } from '../../../../support/growingFile';
import { quickTiming, type QuickTiming } from '../../download/quickTiming';
import { event, recordingJob, Scene } from './scene';

const scene = new Scene();

/** The server is found silent once, when `heard` says that all that it will say was heard. */
function silentOnce(heard: Promise<void>): QuickTiming {
  const timing: QuickTiming = quickTiming(() => (timing.pausesMs.length === 0 ? heard : never));
  return timing;
}
const never = new Promise(() => undefined);

describe('a connection that breaks', () => {
  it('is tried again, from where it broke', async () => {
    const server = await scene.serve();
    server.faults.push(scene.cutHalfway());
    const [on, timing] = [recordingJob(), quickTiming()];
    expect(await scene.download(server, on, timing)).toMatchObject({
      bytes: scene.bytes.length,
      resumedBytes: 0,
    });
    expect(readFileSync(scene.target).equals(scene.bytes)).toBe(true);
    expect(server.requests[1]).toMatchObject({ range: `bytes=${scene.half}-`, 'if-range': '"one"' });
    expect(timing.pausesMs).toEqual([1000]);
    expect(on.notes).toEqual([expect.stringMatching(/^The connection broke \(.+\); trying again in 1 s\.$/)]);
  });

  it('is given up after a few attempts with growing pauses, and gone on with the next time', async () => {
    const server = await scene.serve();
    server.faults.push(scene.cutHalfway(), ...pausesMs.map(() => ({ status: 503 })));
    const [on, timing] = [recordingJob(), quickTiming()];
    await expect(scene.download(server, on, timing)).rejects.toMatchObject({
      code: 'download-interrupted',
      message: expect.stringMatching(/6 times.*503 Service Unavailable.*with a browser/s),
    });
    expect(timing.pausesMs).toEqual([1000, 2000, 4000, 8000, 16_000]);
    expect(on.notes.at(-1)).toBe(
      `${(scene.half / 1e6).toFixed(1)} MB are kept in ${scene.part}; the next download goes on from there.`,
    );
    expect(existsSync(scene.target)).toBe(false);
    const before = server.requests.length;
    expect(await scene.download(server)).toMatchObject({
      bytes: scene.bytes.length,
      resumedBytes: scene.half,
    });
    expect(server.range(before)).toBe(`bytes=${scene.half}-`);
    expect(readFileSync(scene.target).equals(scene.bytes)).toBe(true);
  });

  it('has all its attempts again when one came further', async () => {
    const server = await scene.serve();
    const fail = { status: 502 };
    server.faults.push(fail, fail, fail, scene.cutHalfway(), fail, fail);
    const timing = quickTiming();
    await scene.download(server, recordingJob(), timing);
    expect(timing.pausesMs).toEqual([1000, 2000, 4000, 1000, 2000, 4000]);
  });

  it('is said at once when the server was never there', async () => {
    const server = await scene.serve();
    await server.close();
    const timing = quickTiming();
    await expect(scene.download(server, recordingJob(), timing)).rejects.toMatchObject({
      code: 'server-unreachable',
      message: expect.stringMatching(/^127\.0\.0\.1:\d+ cannot be reached .*with a browser/),
    });
    expect(timing.pausesMs).toEqual([]);
    expect(readdirSync(scene.folder)).toEqual([]);
  });

  it('is waited for when the server went away in the middle', async () => {
    const server = await scene.serve();
    server.faults.push({
      after: scene.half,
      then: 'cut',
      when: async () => {
        await whenGrown(scene.part, scene.half);
        void server.close();
      },
    });
    const timing = quickTiming();
    await expect(scene.download(server, recordingJob(), timing)).rejects.toMatchObject({
      code: 'download-interrupted',
    });
    expect(timing.pausesMs).toEqual(pausesMs);
  });

  it('is broken off when the server falls silent', async () => {
    const server = await scene.serve();
    server.faults.push({ after: scene.half, then: 'silence' });
    const on = recordingJob();
    const timing = silentOnce(whenGrown(scene.part, scene.half));
    await scene.download(server, on, timing, { timeoutSeconds: 7 });
    expect([...timing.limitsMs]).toEqual([7000]);
    expect(on.notes[0]).toContain('the server said nothing for 7 s');
    expect(server.range(1)).toBe(`bytes=${scene.half}-`);
    expect(readFileSync(scene.target).equals(scene.bytes)).toBe(true);
  });

  it('is broken off when the server takes the request and never answers', async () => {
    const server = await scene.serve();
    const asked = event();
    const when = (): Promise<unknown> => {
      asked.happen();
      return never;
    };
    server.faults.push({ after: 0, then: 'cut', when });
    const timing = silentOnce(asked.happened);
    expect(await scene.download(server, recordingJob(), timing)).toMatchObject({ bytes: scene.bytes.length });
    expect(timing.pausesMs).toEqual([1000]);
  });

  it('keeps the part when the job is cancelled, in the middle of an answer or between two', async () => {
    const server = await scene.serve();
    server.faults.push({ after: scene.half, then: 'silence' });
    const on = recordingJob();
    void whenGrown(scene.part, scene.half).then(() => on.abort());
    await expect(scene.download(server, on)).rejects.toMatchObject({ name: 'AbortError' });
    expect(on.notes).toEqual([expect.stringContaining('the next download goes on from there')]);

    server.faults.push({ status: 500 });
    const between = recordingJob();
    const note = (message: string): void => {
      if (message.includes('trying again')) between.abort();
    };
    await expect(scene.download(server, { ...between, note })).rejects.toMatchObject({ name: 'AbortError' });
    expect(await scene.download(server)).toMatchObject({ resumedBytes: scene.half });
  });
});
