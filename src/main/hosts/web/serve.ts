import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { ExpectedError } from '@shared/result';
import { outFolder } from '../../outFolder';
import { userStateFolder } from '../../runtime/stateFolder';
import { createStudio } from '../../studio';
import { RecentProjects } from '../../system/recentProjects';
import { Assets } from '../assets';
import { openFirstProject } from '../firstProject';
import { rememberingProjects } from '../rememberProjects';
import { Attempts } from './attempts';
import { defaultPort, isLoopback, resolveBound } from './bind';
import { webHost } from './host';
import { LoginTokens } from './loginTokens';
import { openBrowser } from './openBrowser';
import { Sessions } from './sessions';
import { StopSignal } from './stopSignal';
import { TerminalInput } from './terminalInput';
import { WebServer, type WebServerOptions } from './webServer';

export interface ServeOptions {
  /** Made where there is none; null for the one that was opened last, if any. */
  readonly project: string | null;
  readonly host: string;
  /** Null for the usual one, or any where that is taken. */
  readonly port: number | null;
  readonly allowRemote: boolean;
  /** Opens the default browser. */
  readonly open: boolean;
  /** Prints addresses as JSON, one object a line. */
  readonly json: boolean;
}

/** Where the command's lines go. */
export interface ServeOutput {
  readonly out: (line: string) => void;
  readonly error: (line: string) => void;
}

/**
 * Serves the studio until Ctrl+C and answers the process's exit code: 130 for Ctrl+C, 0 when the system asked it to
 * end. Throws what keeps it from starting: a port in use, a project that another process writes to.
 */
export async function serve(options: ServeOptions, { out, error }: ServeOutput): Promise<number> {
  const bound = await resolveBound(options.host, options.allowRemote);
  const assets = Assets.load(join(outFolder(), 'renderer'));
  const recent = new RecentProjects();
  const whole = createStudio(webHost(recent));
  const stop = new StopSignal(() =>
    error('Stopping: a job at work keeps what it has done. Press Ctrl+C again to stop at once.'),
  );
  try {
    const studio = rememberingProjects(whole, recent);
    const folder = await openFirstProject(studio, options.project, error);
    const server = await listen(
      {
        assets,
        attempts: new Attempts(),
        bound,
        pictures: whole.pictures,
        uploads: whole.uploads,
        port: options.port ?? defaultPort,
        sessionsFor: (port) => new Sessions(sessionsFile(bound.ip, port, folder)),
        studio,
        tokens: new LoginTokens(),
      },
      options.port === null,
    );
    if (!isLoopback(bound.ip)) error(remoteWarning);
    const announce = (): string => {
      const address = server.freshAddress();
      out(options.json ? JSON.stringify({ address, project: folder }) : introduction(address, folder));
      return address;
    };
    const first = announce();
    const input = new TerminalInput(announce);
    try {
      if (options.open && !(await openBrowser(first))) {
        error('No browser could be opened here: open the address yourself.');
      }
      return await stop.received;
    } finally {
      input.close();
      await server.close();
    }
  } finally {
    await whole.close();
    stop.close();
  }
}

/** A window's address stays the same from start to start where it can. */
async function listen(options: WebServerOptions, mayMove: boolean): Promise<WebServer> {
  try {
    return await WebServer.listen(options);
  } catch (thrown) {
    if (!mayMove || !(thrown instanceof ExpectedError) || thrown.code !== 'port-in-use') throw thrown;
    return WebServer.listen({ ...options, port: 0 });
  }
}

/** Browsers stay logged in to the same server of the same project only. */
function sessionsFile(ip: string, port: number, project: string | null): string {
  const server = createHash('sha256').update(JSON.stringify([ip, port, project]));
  return join(userStateFolder(), 'sessions', `${server.digest('hex').slice(0, 16)}.json`);
}

function introduction(address: string, project: string | null): string {
  return [
    `Facet ${project === null ? 'has no project open yet' : `has ${project} open`}. Its window:`,
    `  ${address}`,
    'This address lets one browser in, once. Press Enter for a fresh one, Ctrl+C to stop.',
  ].join('\n');
}

const remoteWarning =
  'Warning: other machines can reach this address. Whoever gets in reads and writes files as you do, and what ' +
  'goes over the network is not encrypted. Use it in a network that you trust, or through an SSH tunnel.';
