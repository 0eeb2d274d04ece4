import { describe, expect, it } from 'vitest';
import { uploadLimits } from '../../../../../src/shared/contract/predictions';
import { uploadPhotos } from '../../../../../src/renderer/features/predict/upload';

const named = (name: string, text = 'photo'): { file: File; name: string } => ({
  file: new File([text], name),
  name,
});

/** A studio that answers by what is in a file. */
function studio(answerTo: (text: string, number: number) => Response | Error) {
  const requests: string[] = [];
  const send = async (address: string, { method, body }: RequestInit): Promise<Response> => {
    if (method === 'POST') return Response.json({ ok: { upload: 'one' } });
    const text = await (body as File).text();
    requests.push(`${method} ${address} ${text}`);
    const answer = answerTo(text, Number(address.split('/').at(-1)));
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { requests, send: send as typeof fetch };
}
const hooks = () => {
  const told: (readonly [number, number])[] = [];
  return {
    told,
    signal: new AbortController().signal,
    progress: (files: number, bytes: number) => told.push([files, bytes]),
  };
};

describe('an upload of photos', () => {
  it('brings every one by its number, and names them in their order', async () => {
    const { requests, send } = studio((text) => Response.json({ ok: { bytes: text.length } }));
    const given = hooks();
    const photos = Array.from({ length: 7 }, (_, index) => named(`holiday/${index}.jpg`, `photo ${index}`));
    expect(await uploadPhotos(photos, given, send)).toEqual({
      ok: { upload: 'one', files: photos.map(({ name }) => ({ name, refused: null })) },
    });
    expect(requests.toSorted()).toEqual(photos.map((_, index) => `PUT /uploads/one/${index} photo ${index}`));
    expect(given.told.at(-1)).toEqual([7, 49]);
  });

  it('lists what is not taken among the others, with why', async () => {
    const { send } = studio((text) =>
      text === 'no photo'
        ? Response.json({ error: { code: 'image-unsupported', message: 'It is no image.' } })
        : Response.json({ ok: { bytes: 1 } }),
    );
    const answer = await uploadPhotos(
      [named('a.jpg'), named('b.jpg', 'no photo'), named('c.jpg')],
      hooks(),
      send,
    );
    expect('ok' in answer && answer.ok.files.map(({ refused }) => refused?.code ?? null)).toEqual([
      null,
      'image-unsupported',
      null,
    ]);
  });

  it('does not send what is too large anyway', async () => {
    const { requests, send } = studio(() => Response.json({ ok: { bytes: 1 } }));
    const large = { name: 'large.jpg', file: { size: uploadLimits.fileBytes + 1 } as File };
    const answer = await uploadPhotos([large], hooks(), send);
    expect('ok' in answer && answer.ok.files[0]!.refused).toMatchObject({ code: 'upload-too-large' });
    expect(requests).toEqual([]);
  });

  it('gives up where all of them cannot come', async () => {
    const full = Response.json({ error: { code: 'disk-full', message: 'The disk is full.' } });
    const photos = Array.from({ length: 50 }, (_, index) => named(`${index}.jpg`));
    const { requests, send } = studio(() => full.clone());
    expect(await uploadPhotos(photos, hooks(), send)).toMatchObject({ error: { code: 'disk-full' } });
    expect(requests.length).toBeLessThan(10);
    const lost = studio(() => new TypeError('network error'));
    expect(await uploadPhotos(photos, hooks(), lost.send)).toMatchObject({
      error: { code: 'connection-lost' },
    });
    const foreign = studio(() => new Response('Log in first.', { status: 401 }));
    expect(await uploadPhotos(photos, hooks(), foreign.send)).toMatchObject({
      error: { code: 'upload-refused' },
    });
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const { send } = studio(() => {
      stop.abort();
      return new DOMException('stopped', 'AbortError');
    });
    await expect(uploadPhotos([named('a.jpg')], { ...hooks(), signal: stop.signal }, send)).rejects.toThrow();
  });
});
