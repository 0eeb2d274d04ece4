import type { IncomingMessage } from 'node:http';
import { sessionSeconds } from './sessions';

/** Browsers tell no ports apart in their cookies: each server of a machine needs a name of its own. */
export function sessionCookieName(port: number): string {
  return `facet-${port}`;
}

/** Out of reach of scripts, and never sent along by a page of another site. */
export function sessionCookie(port: number, secret: string): string {
  return `${sessionCookieName(port)}=${secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${sessionSeconds}`;
}

/** The session's secret that a request brings along, if it does. */
export function sessionSecretOf(request: Pick<IncomingMessage, 'headers'>, port: number): string | null {
  const name = `${sessionCookieName(port)}=`;
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(name))?.slice(name.length) || null;
}
