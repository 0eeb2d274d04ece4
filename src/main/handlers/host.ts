import { hostname } from 'node:os';
import { fail } from '@shared/result';
import { version } from '../../../package.json';
import type { HostDescription } from '@shared/contract/host';
import type { HandlersOf } from './room';

/** What a door offers of its own: the rest of the contract is the studio's. */
export type HostHandlers = HandlersOf<'host'>;

export function describeHost(door: Pick<HostDescription, 'kind' | 'dialogs' | 'folders'>): HostDescription {
  return { ...door, machine: hostname(), version };
}

export function notOffered(what: string): never {
  return fail('not-offered', `${what} is not offered here: this studio has no such window.`);
}

/** What only the desktop has: a menu, a dock, notifications, and paths that are dropped. */
export const noDesktop = {
  'host.showMenu': () => notOffered('A menu of the application'),
  'host.showProgress': () => notOffered('Progress in the taskbar'),
  'host.notify': () => notOffered('A notification'),
  'host.examinePaths': () => notOffered('Dropping files by their paths'),
} satisfies Partial<HostHandlers>;

/** A studio without a window: the terminal's, or a test's. */
export const windowless: HostHandlers = {
  'host.describe': () => describeHost({ kind: 'terminal', dialogs: false, folders: false }),
  'host.choosePaths': () => notOffered('Choosing paths'),
  'host.listFolder': () => notOffered('Listing folders'),
  'host.recentProjects': () => [],
  ...noDesktop,
};
