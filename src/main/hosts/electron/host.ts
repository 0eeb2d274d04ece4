import type * as Electron from 'electron';
import type { ChosenFileKind } from '@shared/contract/host';
import { describeHost, notOffered, type HostHandlers } from '../../handlers/host';
import type { RecentProjects } from '../../system/recentProjects';

/** Named as the dialog shows them. */
const filters: Readonly<Record<ChosenFileKind, Electron.FileFilter>> = {
  zip: { name: 'Zip', extensions: ['zip'] },
  json: { name: 'JSON', extensions: ['json'] },
  csv: { name: 'CSV', extensions: ['csv'] },
  photo: {
    name: 'Photos',
    extensions: ['jpg', 'jpeg', 'jpe', 'png', 'gif', 'webp', 'tif', 'tiff', 'avif'],
  },
};

/** The desktop has dialogs of the system's own; `window` is the one to show them over, once it stands. */
export function electronHost(
  dialog: Pick<Electron.Dialog, 'showOpenDialog'>,
  window: () => Electron.BrowserWindow | null,
  recent: RecentProjects,
): HostHandlers {
  return {
    'host.describe': () => describeHost({ kind: 'electron', dialogs: true, folders: false }),
    'host.choosePaths': async ({ kind }) => {
      const options: Electron.OpenDialogOptions =
        kind === 'folder'
          ? { properties: ['openDirectory', 'createDirectory'] }
          : {
              properties: kind === 'photo' ? ['openFile', 'multiSelections'] : ['openFile'],
              filters: [filters[kind]],
            };
      const parent = window();
      const choice = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options));
      return { paths: choice.canceled ? [] : choice.filePaths };
    },
    'host.listFolder': () => notOffered('Listing folders'),
    'host.recentProjects': () => recent.list(),
  };
}
