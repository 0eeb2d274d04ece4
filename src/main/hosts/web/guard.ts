import type { IncomingMessage } from 'node:http';
import { textReply, type Reply } from '../reply';
import { takesBody } from './uploadRoute';

/** Longer ones are no address of ours. */
const longestTarget = 2048;

type Request = Pick<IncomingMessage, 'headers' | 'method' | 'url'>;

/**
 * What must hold of every request before anything else of it is looked at; the refusal where it does not. `own` are
 * the Host headers under which this server can be meant.
 */
export function refusalOf(request: Request, own: ReadonlySet<string>): Reply | null {
  const { headers, method, url: target = '' } = request;
  const isUpload = takesBody(method, target);
  if (!isUpload && method !== 'GET' && method !== 'HEAD') {
    const reply = textReply(405, 'Only GET and HEAD are answered here.');
    return { ...reply, headers: { ...reply.headers, allow: 'GET, HEAD' } };
  }
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) !== 0;
  if (hasBody && method !== 'PUT') return textReply(413, 'A request has no body here.');
  if (target.length > longestTarget) return textReply(414, 'The address is too long.');
  // Also `//host/…` and `http://host/…`, which name another server.
  if (!/^\/(?![/\\])/.test(target)) return textReply(400, 'This is no address of this server.');
  if (!isOwnHost(headers.host, own)) {
    return textReply(403, 'Facet answers under the address that it printed, and under no other name.');
  }
  if (headers.origin !== undefined && !isOwnOrigin(request)) return foreign();
  // What changes something is asked for by a page of ours, which says so; a browser lets no page leave it out.
  if (isUpload && !isOwnOrigin(request)) return foreign();
  return isForeignFetch(request) ? foreign() : null;
}

/** A socket is opened by a page of ours, which says so; a browser lets no page leave the Origin out. */
export function upgradeRefusalOf(request: Request, own: ReadonlySet<string>): Reply | null {
  return refusalOf(request, own) ?? (isOwnOrigin(request) ? null : foreign());
}

function isOwnHost(host: string | undefined, own: ReadonlySet<string>): boolean {
  return host !== undefined && own.has(host.toLowerCase());
}

function isOwnOrigin({ headers }: Request): boolean {
  return headers.origin?.toLowerCase() === `http://${headers.host?.toLowerCase()}`;
}

/**
 * Pictures and scripts are fetched without an Origin; where the browser says that another page fetches them, be it of
 * another port of this machine, they are not for that page. Following a link to us is fine.
 */
function isForeignFetch({ headers }: Request): boolean {
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return false;
  return headers['sec-fetch-mode'] !== 'navigate' || headers['sec-fetch-dest'] !== 'document';
}

function foreign(): Reply {
  return textReply(403, 'Another page may not talk to Facet.');
}
