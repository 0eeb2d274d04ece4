import { describe, expect, it } from 'vitest';
import { imageAddress, thumbnailAddress } from '@shared/contract/library';
import type { PictureSubject } from '@shared/contract/pictures';
import { predictedImageAddress } from '@shared/contract/predictions';
import type { Result } from '@shared/result';
import { replyWithPicture, type PictureMaker } from '../../../../src/main/hosts/pictureRoute';

type Made = Result<{ readonly bytes: Uint8Array; readonly version: string }>;

/** Makes "pictures" that say what they were asked for; face 404 has none. */
class RecordingMaker implements PictureMaker {
  readonly asked: string[] = [];

  thumbnail = (subject: PictureSubject, sizePx: number): Promise<Made> =>
    this.make('thumbnail', subject, sizePx);
  image = (subject: PictureSubject, sizePx: number): Promise<Made> => this.make('image', subject, sizePx);

  private async make(kind: string, subject: PictureSubject, sizePx: number): Promise<Made> {
    const faceId = subject;
    const named = typeof subject === 'number' ? subject : `${subject.set}:${subject.photo}:${subject.face}`;
    const text = `${kind} ${named} ${sizePx}`;
    this.asked.push(text);
    if (faceId === 404) return { error: { code: 'face-unknown', message: 'There is no face 404.' } };
    if (faceId === 500) return { error: { code: 'internal', message: 'Oh.', details: { stack: 'secret' } } };
    return { ok: { bytes: Buffer.from(text), version: 'image.crop' } };
  }
}

const maker = new RecordingMaker();

function ask(address: string, ifNoneMatch: string | null = null): ReturnType<typeof replyWithPicture> {
  const [pathname = '', query = ''] = address.split('?');
  return replyWithPicture(maker, { pathname, searchParams: new URLSearchParams(query) }, ifNoneMatch);
}

describe('pictures of faces', () => {
  it('answers the addresses of the contract, to be kept for ever', async () => {
    const face = { id: 12, version: 'image.crop' };
    const thumbnail = await ask(thumbnailAddress(face, 160));
    expect(thumbnail).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'image/webp',
        'cache-control': 'private, max-age=31536000, immutable',
        etag: expect.stringMatching(/^".+"$/),
      },
    });
    expect(Buffer.from(thumbnail!.body as Uint8Array).toString()).toBe('thumbnail 12 160');
    expect(await ask(imageAddress(face, 1024))).toMatchObject({
      status: 200,
      headers: { 'cache-control': expect.stringContaining('immutable') },
    });
  });

  it('answers those of predicted faces by their set, photo and number', async () => {
    const thumbnail = await ask('/predictions/3/0/2/thumbnail?size=160&version=image.crop');
    expect(Buffer.from(thumbnail!.body as Uint8Array).toString()).toBe('thumbnail 3:0:2 160');
    expect(thumbnail!.headers['cache-control']).toContain('immutable');
    const image = await ask(predictedImageAddress(3, { photo: 14, version: 'image.crop' }, 512));
    expect(Buffer.from(image!.body as Uint8Array).toString()).toBe('image 3:14:0 512');
    expect(image!.headers['cache-control']).toContain('immutable');
  });

  it('does not make again what the browser has', async () => {
    const address = thumbnailAddress({ id: 7, version: 'image.crop' }, 96);
    const { etag } = (await ask(address))!.headers;
    const made = maker.asked.length;
    expect(await ask(address, etag)).toMatchObject({ status: 304, body: null });
    expect(maker.asked).toHaveLength(made);
    expect(await ask(address, '"another"')).toMatchObject({ status: 200 });
    expect((await ask(thumbnailAddress({ id: 7, version: 'image.crop' }, 160)))!.headers.etag).not.toBe(etag);
  });

  it('lets nobody keep a picture under a version that it is not of', async () => {
    const reply = await ask(thumbnailAddress({ id: 7, version: 'image.older' }, 96));
    expect(reply).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    expect(reply!.headers).not.toHaveProperty('etag');
  });

  it('says why there is none, without saying where it looked', async () => {
    const missing = await ask('/faces/404/thumbnail?size=96&version=v');
    expect(missing).toMatchObject({ status: 404, headers: { 'cache-control': 'no-store' } });
    expect(JSON.parse(missing!.body as string)).toMatchObject({ error: { code: 'face-unknown' } });
    const broken = await ask('/faces/500/thumbnail?size=96&version=v');
    expect(broken).toMatchObject({ status: 500 });
    expect(broken!.body).not.toContain('secret');
  });

  it.each([
    '/faces/1/thumbnail',
    '/faces/1/thumbnail?size=96',
    '/faces/1/thumbnail?version=v',
    '/faces/1/thumbnail?size=97&version=v',
    '/faces/1/thumbnail?size=512&version=v',
    '/faces/1/thumbnail?size=096&version=v',
    '/faces/1/thumbnail?size=96&size=160&version=v',
    '/faces/1/thumbnail?size=96&version=v&path=/etc/passwd',
    '/faces/1/image?size=160&version=v',
    `/faces/1/image?size=512&version=${'v'.repeat(201)}`,
  ])('refuses other parameters: %s', async (address) => {
    const before = maker.asked.length;
    expect(await ask(address)).toMatchObject({ status: 400 });
    expect(maker.asked).toHaveLength(before);
  });

  it.each([
    '/faces/',
    '/faces/0/thumbnail?size=96&version=v',
    '/faces/-1/thumbnail?size=96&version=v',
    '/faces/1.5/thumbnail?size=96&version=v',
    '/faces/01/thumbnail?size=96&version=v',
    '/faces/1e3/thumbnail?size=96&version=v',
    '/faces/9999999999999999/thumbnail?size=96&version=v',
    '/faces/%2e%2e/thumbnail?size=96&version=v',
    '/faces/1/thumbnail/?size=96&version=v',
    '/faces/1/original?size=96&version=v',
    '/faces/..%2f..%2fetc%2fpasswd',
    '/predictions/1',
    '/predictions/0/1/0/thumbnail?size=96&version=v',
    '/predictions/1/01/0/thumbnail?size=96&version=v',
    '/predictions/1/-1/0/thumbnail?size=96&version=v',
    '/predictions/1/1/thumbnail?size=96&version=v',
    '/predictions/1/1/0/original?size=96&version=v',
    '/predictions/1/1/0/thumbnail/../image?size=512&version=v',
    '/predictions/1/..%2f..%2f1/0/image?size=512&version=v',
  ])('knows no such face: %s', async (address) => {
    expect(await ask(address)).toMatchObject({ status: 404 });
  });

  it('leaves other addresses to others', async () => {
    expect(await ask('/index.html')).toBeNull();
    expect(await ask('/facesmith')).toBeNull();
  });
});
