import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fail } from '@shared/result';
import { UploadInbox } from '../../../../../src/main/prediction/uploads/uploadInbox';
import { temporaryFolder } from '../../../../support/temporaryFolder';

const png = Buffer.from('\x89PNG\r\n\x1a\n0123456789', 'latin1');

async function* pieces(...parts: readonly (Uint8Array | Error)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield part;
  }
}

async function begun(limits?: ConstructorParameters<typeof UploadInbox>[1]) {
  const cache = join(temporaryFolder(), 'cache');
  const inbox = new UploadInbox(() => cache, limits);
  const answer = await inbox.begin();
  if ('error' in answer) throw new Error(answer.error.message);
  return { inbox, cache, upload: answer.ok.upload, folder: join(cache, 'uploads', answer.ok.upload) };
}

describe('the inbox of uploads', () => {
  it('takes photos in pieces of any size, and hands them over whole', async () => {
    const { inbox, upload, folder } = await begun();
    expect(await inbox.receive(upload, 0, pieces(png.subarray(0, 3), png.subarray(3)))).toEqual({
      ok: { bytes: 18 },
    });
    expect(await inbox.receive(upload, 12, pieces(png))).toMatchObject({ ok: {} });
    expect(readdirSync(folder).sort()).toEqual(['0.photo', '12.photo']);
    const home = join(temporaryFolder(), 'photos');
    await inbox.claim(upload, home);
    expect(readFileSync(join(home, '0.photo'))).toEqual(png);
    expect(existsSync(folder)).toBe(false);
    await expect(inbox.claim(upload, home)).rejects.toMatchObject({ code: 'upload-unknown' });
    expect(await inbox.receive(upload, 1, pieces(png))).toMatchObject({ error: { code: 'upload-unknown' } });
  });

  it.each([
    ['a page', Buffer.from('<!doctype html><script>')],
    ['a short text', Buffer.from('hi')],
    ['nothing', Buffer.alloc(0)],
    ['a drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ])('takes no %s for a photo, whatever it is called', async (_what, bytes) => {
    const { inbox, upload, folder } = await begun();
    expect(await inbox.receive(upload, 0, pieces(bytes))).toMatchObject({
      error: { code: 'image-unsupported' },
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('keeps nothing of a photo whose connection ends, and takes it again', async () => {
    const { inbox, upload, folder } = await begun();
    const broken = pieces(png, new Error('aborted'));
    expect(await inbox.receive(upload, 0, broken)).toMatchObject({ error: { code: 'upload-broken' } });
    expect(readdirSync(folder)).toEqual([]);
    expect(await inbox.receive(upload, 0, pieces(png))).toMatchObject({ ok: {} });
  });

  it('keeps to its limits', async () => {
    const { inbox, upload, folder } = await begun({ files: 3, fileBytes: 20, totalBytes: 40 });
    const large = pieces(png, Buffer.alloc(3));
    expect(await inbox.receive(upload, 0, large)).toMatchObject({ error: { code: 'upload-too-large' } });
    expect(await inbox.receive(upload, 3, pieces(png))).toMatchObject({ error: { code: 'upload-too-many' } });
    for (const number of [0, 1]) await inbox.receive(upload, number, pieces(png));
    expect(await inbox.receive(upload, 2, pieces(png))).toMatchObject({
      error: { code: 'upload-too-large' },
    });
    expect(readdirSync(folder).sort()).toEqual(['0.photo', '1.photo']);
  });

  it('does not overwrite a photo that is on its way', async () => {
    const { inbox, upload, folder } = await begun();
    writeFileSync(join(folder, '0.photo.part'), 'another request’s');
    expect(await inbox.receive(upload, 0, pieces(png))).toMatchObject({
      error: { code: 'output-unwritable' },
    });
    expect(readFileSync(join(folder, '0.photo.part'), 'utf8')).toBe('another request’s');
  });

  it('clears what was given up long ago, and nothing else', async () => {
    const { inbox, cache, upload } = await begun();
    const old = join(cache, 'uploads', 'old');
    mkdirSync(old);
    const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1000);
    utimesSync(old, yesterday, yesterday);
    await inbox.begin();
    expect(existsSync(old)).toBe(false);
    expect(existsSync(join(cache, 'uploads', upload))).toBe(true);
  });

  it('needs an open project', async () => {
    const inbox = new UploadInbox(() => fail('no-project', 'No project is open.'));
    expect(await inbox.begin()).toMatchObject({ error: { code: 'no-project' } });
  });
});
