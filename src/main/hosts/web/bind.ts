import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { fail } from '@shared/result';

/** Where the studio is served unless told otherwise: f-a-c-e-t on a telephone's keys, and no system's own port. */
export const defaultPort = 32238;

const loopbackNames = ['127.0.0.1', '[::1]', 'localhost'];

/** What the server listens on: an address, as the name or number that was asked for means it here. */
export interface Bound {
  /** As it was asked for. */
  readonly host: string;
  /** IPv4 or IPv6, without brackets. */
  readonly ip: string;
}

/**
 * Fails with `host-unknown`; and with `usage` where others could come in and nobody has allowed it. A name is judged
 * by the address behind it.
 */
export async function resolveBound(host: string, allowRemote: boolean): Promise<Bound> {
  const name = host.replace(/^\[(.*)\]$/, '$1');
  const ip = isIP(name) ? name : await addressOf(name);
  if (!isLoopback(ip) && !allowRemote) {
    fail(
      'usage',
      `${host} can be reached from other machines: whoever gets in reads and writes files as you do, and nothing ` +
        'on the way is encrypted. To work from elsewhere, keep 127.0.0.1 and forward the port (ssh -L ' +
        `${defaultPort}:127.0.0.1:${defaultPort}); or add --allow-remote.`,
    );
  }
  return { host: name, ip };
}

async function addressOf(name: string): Promise<string> {
  try {
    return (await lookup(name)).address;
  } catch {
    return fail(
      'host-unknown',
      `--host ${name} is no address of this machine. Leave it out, or give a number.`,
    );
  }
}

export function isLoopback(ip: string): boolean {
  return /^127\.\d+\.\d+\.\d+$/.test(ip) || ip === '::1';
}

function isWildcard(ip: string): boolean {
  return ip === '0.0.0.0' || ip === '::';
}

/** Names and addresses of this machine, as an address bar may have them. */
export interface Machine {
  readonly hostname: string;
  readonly ips: readonly string[];
}

export function thisMachine(): Machine {
  const interfaces = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return { hostname: hostname(), ips: interfaces.map(({ address }) => address) };
}

/**
 * What the Host header of a request may be: the names under which this very server can be meant, with its port. A
 * foreign name that somebody's DNS points at us (rebinding) is none of them.
 */
export function ownAuthorities(
  { host, ip }: Bound,
  port: number,
  machine: Machine = thisMachine(),
): ReadonlySet<string> {
  const names = new Set([bracketed(ip), bracketed(host)]);
  if (isLoopback(ip) || isWildcard(ip)) for (const name of loopbackNames) names.add(name);
  if (isWildcard(ip)) {
    names.add(machine.hostname);
    for (const address of machine.ips) names.add(bracketed(address));
  }
  const authorities = [...names].flatMap((name) => {
    const lower = name.toLowerCase();
    return port === 80 ? [lower, `${lower}:80`] : [`${lower}:${port}`];
  });
  return new Set(authorities);
}

/** The origin to print: one under which the server is reached from where a person sits. */
export function printedOrigin({ host, ip }: Bound, port: number, machine: Machine = thisMachine()): string {
  const outside = machine.ips.find((address) => isIP(address) === 4 && !isLoopback(address));
  const name = isWildcard(ip) ? (outside ?? machine.hostname) : bracketed(host);
  return `http://${name}${port === 80 ? '' : `:${port}`}`;
}

function bracketed(name: string): string {
  return isIP(name) === 6 ? `[${name}]` : name;
}
