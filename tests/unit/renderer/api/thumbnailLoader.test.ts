import { describe, expect, it } from 'vitest';
import { mostThumbnailsAtOnce, type PictureSubject, type Thumbnail } from '@shared/contract/pictures';
import type { Failure, Result } from '@shared/result';
import { ThumbnailLoader, type ThumbnailName } from '../../../../src/renderer/api/thumbnailLoader';

type Answer = Result<{ readonly thumbnails: readonly (Thumbnail | null)[] }>;

interface Request {
  readonly of: readonly PictureSubject[];
  readonly sizePx: number;
  readonly answer: (answer: Answer) => void;
}

/** A core that answers when it is told to. */
class SlowCore {
  readonly requests: Request[] = [];
  readonly loader = new ThumbnailLoader(
    (of, sizePx) => new Promise((answer) => this.requests.push({ of, sizePx, answer })),
  );

  /** Each picture says whose it is; face 404 has none, face 7 has changed meanwhile. */
  async answerAll(): Promise<void> {
    for (const { of, answer } of this.requests.splice(0)) {
      const thumbnails = of.map((subject) =>
        subject === 404 ? null : { webp: JSON.stringify(subject), version: subject === 7 ? 'new' : 'old' },
      );
      answer({ ok: { thumbnails } });
    }
    await settled();
  }

  async failAll(code: string): Promise<void> {
    for (const { answer } of this.requests.splice(0)) {
      answer({ error: { code, message: 'No.' } satisfies Failure });
    }
    await settled();
  }
}

const settled = (): Promise<void> => new Promise(setImmediate);
const named = (subject: PictureSubject, sizePx = 160): ThumbnailName => ({ subject, version: 'old', sizePx });
const addressOf = (subject: PictureSubject): string => `data:image/webp;base64,${JSON.stringify(subject)}`;

async function wishFor(core: SlowCore, subjects: readonly PictureSubject[]): Promise<(string | null)[]> {
  const told: (string | null)[] = [];
  for (const subject of subjects) core.loader.wish(named(subject), (address) => told.push(address));
  await settled();
  return told;
}

describe('pictures of a grid', () => {
  it('come many in one request, and each to whoever wished for it', async () => {
    const core = new SlowCore();
    const told = await wishFor(core, [1, 2, { set: 3, photo: 0, face: 1 }]);
    expect(core.requests.map(({ of, sizePx }) => [of, sizePx])).toEqual([
      [[1, 2, { set: 3, photo: 0, face: 1 }], 160],
    ]);
    await core.answerAll();
    expect(told).toEqual([addressOf(1), addressOf(2), addressOf({ set: 3, photo: 0, face: 1 })]);
  });

  it('are asked for in parts, the first last: the core makes the newest wish first', async () => {
    const core = new SlowCore();
    const faces = Array.from({ length: mostThumbnailsAtOnce * 2 + 1 }, (_, index) => index + 1);
    await wishFor(core, faces);
    expect(core.requests.map(({ of }) => of.length)).toEqual([1, mostThumbnailsAtOnce, mostThumbnailsAtOnce]);
    expect(core.requests.at(-1)!.of[0]).toBe(1);
  });

  it('of one size each in a request', async () => {
    const core = new SlowCore();
    core.loader.wish(named(1, 160), () => undefined);
    core.loader.wish(named(2, 96), () => undefined);
    core.loader.wish(named(3, 160), () => undefined);
    await settled();
    expect(core.requests.map(({ of, sizePx }) => [sizePx, of])).toEqual([
      [96, [2]],
      [160, [1, 3]],
    ]);
  });

  it('are asked for once, however many wish for one', async () => {
    const core = new SlowCore();
    const told = await wishFor(core, [5, 5]);
    expect(core.requests[0]!.of).toEqual([5]);
    await core.answerAll();
    expect(told).toEqual([addressOf(5), addressOf(5)]);
  });

  it('are at hand afterwards, unless they showed another version', async () => {
    const core = new SlowCore();
    const told = await wishFor(core, [6, 7]);
    await core.answerAll();
    expect(told).toHaveLength(2);
    expect(core.loader.at(named(6))).toBe(addressOf(6));
    expect(core.loader.at(named(6, 96))).toBeUndefined();
    expect(core.loader.at(named(7))).toBeUndefined();
  });

  it('are not asked for when nobody wishes for them any more', async () => {
    const core = new SlowCore();
    const takeBack = core.loader.wish(named(1), () => undefined);
    core.loader.wish(named(2), () => undefined);
    takeBack();
    await settled();
    expect(core.requests.map(({ of }) => of)).toEqual([[2]]);
  });

  it('more than a few requests wait for their turn', async () => {
    const core = new SlowCore();
    const faces = Array.from({ length: mostThumbnailsAtOnce * 10 }, (_, index) => index + 1000);
    const told = await wishFor(core, faces);
    expect(core.requests).toHaveLength(8);
    await core.answerAll();
    expect(core.requests).toHaveLength(2);
    await core.answerAll();
    expect(told).toHaveLength(faces.length);
  });

  it('are null where there is none, or the studio refuses', async () => {
    const core = new SlowCore();
    const missing = await wishFor(core, [404]);
    await core.answerAll();
    expect(missing).toEqual([null]);
    const refused = await wishFor(core, [8]);
    await core.failAll('no-project');
    expect(refused).toEqual([null]);
  });

  it('that wait behind refused ones are asked for all the same', async () => {
    const core = new SlowCore();
    const faces = Array.from({ length: mostThumbnailsAtOnce * 9 }, (_, index) => index + 1000);
    const told = await wishFor(core, faces);
    await core.failAll('no-project');
    expect(core.requests.map(({ of }) => of)).toEqual([faces.slice(-mostThumbnailsAtOnce)]);
    await core.answerAll();
    expect(told).toHaveLength(faces.length);
  });

  it('that were lost with the connection come when it is back', async () => {
    const core = new SlowCore();
    const told = await wishFor(core, [9]);
    await core.failAll('connection-lost');
    expect(told).toEqual([]);
    expect(core.requests).toEqual([]);
    core.loader.resume();
    await settled();
    await core.answerAll();
    expect(told).toEqual([addressOf(9)]);
  });
});
