import { fail } from '@shared/result';
import { webAddress } from '@shared/contract/webAddress';
import type { Resumption } from './answer';
import { ConnectionBroken } from './connectionBroken';
import type { RemoteFile } from './remoteFile';

const mostRedirects = 10;
const redirects = new Set([301, 302, 303, 307, 308]);
/** The server, or one before it, is busy: another time it may not be. */
const passing = new Set([408, 425, 429, 500, 502, 503, 504]);
const withFile = new Set([200, 206, 416]);

/**
 * Asks for the file, or for the rest of it, and answers when the head of a usable answer (status 200,
 * 206 or 416) is there. Fails with `server-refused` or `redirect-refused`; throws `ConnectionBroken`, or what
 * fetch throws, for what may pass.
 */
export async function requestFile(
  file: RemoteFile,
  resumption: Resumption | null,
  signal: AbortSignal,
): Promise<Response> {
  const { address, otherwise } = file;
  let at = address;
  for (let steps = 0; steps <= mostRedirects; steps += 1) {
    const response = await fetch(at, { redirect: 'manual', headers: headersFor(resumption), signal });
    if (withFile.has(response.status)) return response;
    await response.body?.cancel();
    const to = response.headers.get('location');
    if (!redirects.has(response.status) || to === null) return refuse(file, at, response);
    at = redirected(file, at, to);
  }
  return fail('redirect-refused', `${address} leads from one address to another without end. ${otherwise}`);
}

function headersFor(resumption: Resumption | null): Record<string, string> {
  // Fetch itself asks for bytes as they are when it asks for a range of them.
  return resumption === null
    ? { 'accept-encoding': 'identity' }
    : { range: `bytes=${resumption.offset}-`, 'if-range': resumption.validator };
}

function redirected({ address, otherwise }: RemoteFile, at: string, to: string): string {
  const next = URL.parse(to, at)?.href ?? to;
  if (webAddress.safeParse(next).success) return next;
  return fail(
    'redirect-refused',
    `${address} leads to ${next}, which is no plain web address; it was not followed. ${otherwise}`,
  );
}

function refuse({ address, otherwise }: RemoteFile, at: string, { status, statusText }: Response): never {
  const words = `${status}${statusText === '' ? '' : ` ${statusText}`}`;
  if (passing.has(status)) throw new ConnectionBroken(`the server answered ${words}`);
  const place = at === address ? at : `${at}, where ${address} leads to`;
  const meaning =
    status === 404 || status === 410 ? 'the file is not there (any more)' : 'it does not give out the file';
  return fail(
    'server-refused',
    `The server answered “${words}” for ${place}: ${meaning}. Check the address, or try another day. ${otherwise}`,
    { status },
  );
}
