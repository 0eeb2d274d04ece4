import { describe, expect, it, onTestFinished } from 'vitest';
import { ConnectionBroken } from '../../../../src/main/download/connectionBroken';
import { requestFile } from '../../../../src/main/download/request';
import { ArchiveServer } from '../../../support/archiveServer';
import { fileAt } from './fileAt';

const { signal } = new AbortController();

async function start(): Promise<ArchiveServer> {
  const server = await ArchiveServer.start({ bytes: Buffer.from('0123456789'), etag: '"one"' });
  onTestFinished(() => server.close());
  return server;
}

function redirect(location: string) {
  return { status: 302, headers: { location } };
}

describe('requestFile', () => {
  it('asks for bytes as they are', async () => {
    const server = await start();
    const response = await requestFile(fileAt(server.address), null, signal);
    expect(await response.text()).toBe('0123456789');
    expect(server.requests[0]).toMatchObject({ 'accept-encoding': 'identity' });
    expect(server.range(0)).toBeUndefined();
  });

  it('asks for the rest of one version of the file', async () => {
    const server = await start();
    const rest = { offset: 4, totalBytes: 10, validator: '"one"' };
    const response = await requestFile(fileAt(server.address), rest, signal);
    expect(response.status).toBe(206);
    expect(await response.text()).toBe('456789');
    expect(server.requests[0]).toMatchObject({ range: 'bytes=4-', 'if-range': '"one"' });
    const other = await requestFile(fileAt(server.address), { ...rest, validator: '"two"' }, signal);
    expect(await other.text()).toBe('0123456789');
  });

  it('follows to another server and takes what it asked for along', async () => {
    const [first, second] = [await start(), await start()];
    first.faults.push(redirect('/elsewhere'), redirect(second.address));
    const rest = { offset: 4, totalBytes: 10, validator: '"one"' };
    expect(await (await requestFile(fileAt(first.address), rest, signal)).text()).toBe('456789');
    expect(second.requests[0]).toMatchObject({ range: 'bytes=4-', 'if-range': '"one"' });
  });

  it('does not follow for ever, nor out of the web', async () => {
    const server = await start();
    server.faults.push(...Array.from({ length: 11 }, () => redirect(server.address)));
    const endless = requestFile(fileAt(server.address), null, signal);
    await expect(endless).rejects.toMatchObject({ code: 'redirect-refused' });
    expect(server.requests).toHaveLength(11);
    for (const location of ['file:///etc/passwd', 'data:,PK', 'http://me:secret@127.0.0.1/', 'http://[']) {
      server.faults.push(redirect(location));
      const refused = requestFile(fileAt(server.address), null, signal);
      await expect(refused).rejects.toMatchObject({ code: 'redirect-refused' });
    }
  });

  it.each([404, 410, 403, 401, 400, 301, 204])('takes %i for an answer that will stay', async (status) => {
    const server = await start();
    server.faults.push({ status });
    await expect(requestFile(fileAt(server.address), null, signal)).rejects.toMatchObject({
      code: 'server-refused',
      message: expect.stringMatching(new RegExp(`“${status}.*with a browser, and import the file`, 's')),
      details: { status },
    });
  });

  it.each([408, 429, 500, 502, 503, 504])('takes %i for an answer that may pass', async (status) => {
    const server = await start();
    server.faults.push({ status });
    await expect(requestFile(fileAt(server.address), null, signal)).rejects.toBeInstanceOf(ConnectionBroken);
  });

  it('says where it was led when it is refused there', async () => {
    const server = await start();
    server.faults.push(redirect('/elsewhere'), { status: 404 });
    await expect(requestFile(fileAt(server.address), null, signal)).rejects.toThrow(
      `/elsewhere, where ${server.address} leads to`,
    );
  });
});
