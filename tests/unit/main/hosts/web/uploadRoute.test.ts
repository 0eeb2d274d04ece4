import { describe, expect, it } from 'vitest';
import { uploadLimits } from '@shared/contract/predictions';
import type { Result } from '@shared/result';
import { replyToUpload, takesBody, type UploadTaker } from '../../../../../src/main/hosts/web/uploadRoute';

const id = '01234567-89ab-cdef-0123-456789abcdef';

async function* body(text = 'photo'): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

function ask(part: Partial<Parameters<typeof replyToUpload>[1]>, result?: Result<{ bytes: number }>) {
  const asked: string[] = [];
  const taker: UploadTaker = {
    begin: () => Promise.resolve({ ok: { upload: id } }),
    receive: async (upload, number, bytes) => {
      let text = '';
      for await (const piece of bytes) text += Buffer.from(piece).toString();
      asked.push(`${upload} ${number} ${text}`);
      return result ?? { ok: { bytes: text.length } };
    },
  };
  const request = { method: 'PUT', pathname: `/uploads/${id}/3`, contentLength: '5', body: body(), ...part };
  return replyToUpload(taker, request).then((reply) => ({ ...reply, asked }));
}

describe('the route of uploads', () => {
  it('begins one, and takes its files', async () => {
    const reply = await ask({ method: 'POST', pathname: '/uploads' });
    expect(reply).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    expect(JSON.parse(reply.body as string)).toEqual({ ok: { upload: id } });
    const put = await ask({});
    expect(put).toMatchObject({ status: 200, asked: [`${id} 3 photo`] });
    expect(JSON.parse(put.body as string)).toEqual({ ok: { bytes: 5 } });
  });

  it('says what is wrong with a photo as a value, and nothing of what nobody expected', async () => {
    const refused = await ask({}, { error: { code: 'image-unsupported', message: 'It is no image.' } });
    expect(refused.status).toBe(200);
    expect(JSON.parse(refused.body as string)).toMatchObject({ error: { code: 'image-unsupported' } });
    const internal = await ask(
      {},
      { error: { code: 'internal', message: 'Oh.', details: { stack: 'secret' } } },
    );
    expect(internal.status).toBe(500);
    expect(internal.body).not.toContain('secret');
  });

  it('wants to know how long a photo is, before it reads any of it', async () => {
    expect(await ask({ contentLength: undefined })).toMatchObject({ status: 411, asked: [] });
    expect(await ask({ contentLength: '-1' })).toMatchObject({ asked: [] });
    const large = await ask({ contentLength: String(uploadLimits.fileBytes + 1) });
    expect(large.asked).toEqual([]);
    expect(JSON.parse(large.body as string)).toMatchObject({ error: { code: 'upload-too-large' } });
  });

  it.each([
    ['GET', '/uploads'],
    ['PUT', '/uploads'],
    ['DELETE', `/uploads/${id}/3`],
    ['POST', `/uploads/${id}/3`],
    ['PUT', `/uploads/${id}`],
    ['PUT', `/uploads/${id}/-1`],
    ['PUT', `/uploads/${id}/01`],
    ['PUT', `/uploads/${id}/1e3`],
    ['PUT', `/uploads/${id}/3/`],
    ['PUT', `/uploads/../../etc/passwd/3`],
    ['PUT', `/uploads/${id.slice(1)}/3`],
    ['PUT', `/uploads/${id}/3?x=1`],
    ['PUT', `/uploads/${id}/%33`],
  ])('takes nothing by %s %s', async (method, pathname) => {
    expect(takesBody(method, pathname)).toBe(false);
    expect(await ask({ method, pathname })).toMatchObject({ status: 404, asked: [] });
  });
});
