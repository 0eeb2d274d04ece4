import { describe, expect, it } from 'vitest';
import { brokenConnection, ConnectionBroken } from '../../../../src/main/download/connectionBroken';
import { ArchiveServer } from '../../../support/archiveServer';

async function thrownBy(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => expect.fail('It should have failed.'),
    (thrown: unknown) => thrown,
  );
}

describe('brokenConnection', () => {
  it('knows a server that is not there', async () => {
    const server = await ArchiveServer.start({ bytes: Buffer.from('x') });
    await server.close();
    const broken = brokenConnection(await thrownBy(fetch(server.address)));
    expect(broken).toMatchObject({
      unreachable: true,
      message: expect.stringMatching(/^connect ECONNREFUSED [\d.:]+$/),
    });
  });

  it('knows a request that cannot be made', async () => {
    // A port that browsers, and fetch like them, never speak to.
    const badPort = brokenConnection(await thrownBy(fetch('http://127.0.0.1:1/')));
    expect(badPort).toMatchObject({ unreachable: true, message: expect.stringContaining('bad port') });
  });

  it('knows a connection that breaks', async () => {
    const server = await ArchiveServer.start({ bytes: Buffer.alloc(1000) });
    server.faults.push({ after: 10, then: 'cut' });
    const broken = brokenConnection(
      await thrownBy(fetch(server.address).then((response) => response.text())),
    );
    expect(broken).toMatchObject({ unreachable: false, message: expect.stringContaining('UND_ERR_SOCKET') });
    await server.close();
  });

  it('hands on what it knows, and takes nothing else for a connection', () => {
    const known = new ConnectionBroken('silence');
    expect(brokenConnection(known)).toBe(known);
    expect(brokenConnection(new TypeError('a mistake'))).toBeNull();
    expect(brokenConnection(new Error('ENOSPC'))).toBeNull();
    expect(brokenConnection('text')).toBeNull();
  });
});
