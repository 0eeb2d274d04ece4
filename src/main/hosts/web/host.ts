import { describeHost, noDesktop, notOffered, type HostHandlers } from '../../handlers/host';
import { listFolder } from '../../system/listFolder';
import type { RecentProjects } from '../../system/recentProjects';

/** A browser has no paths to give: the window lists the folders of the machine that serves it. */
export function webHost(recent: RecentProjects): HostHandlers {
  return {
    'host.describe': () => describeHost({ kind: 'web', dialogs: false, folders: true }),
    'host.choosePaths': () => notOffered('The system’s own dialog'),
    'host.listFolder': ({ path, files }) => listFolder(path, files),
    'host.recentProjects': () => recent.list(),
    ...noDesktop,
  };
}
