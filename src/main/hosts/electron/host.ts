import type * as Electron from 'electron';
import type { ChosenFileKind } from '@shared/contract/host';
import { describeHost, notOffered, type HostHandlers } from '../../handlers/host';
import { examinePaths } from '../../system/examinePaths';
import type { RecentProjects } from '../../system/recentProjects';

/** Named as the dialog shows them. */
const filters: Readonly<Record<ChosenFileKind, Electron.FileFilter>> = {
  zip: { name: 'Zip', extensions: ['zip'] },
  json: { name: 'JSON', extensions: ['json'] },
  csv: { name: 'CSV, TSV', extensions: ['csv', 'tsv', 'tab'] },
  xml: { name: 'XML', extensions: ['xml'] },
  yaml: { name: 'YAML', extensions: ['yaml'] },
  pts: { name: '300-W', extensions: ['pts'] },
  photo: {
    name: 'Photos',
    extensions: ['jpg', 'jpeg', 'jpe', 'png', 'gif', 'webp', 'tif', 'tiff', 'avif'],
  },
};

/** What the desktop does around its window when the window asks for it. */
export type DesktopDeeds = Pick<HostHandlers, 'host.showMenu' | 'host.showProgress' | 'host.notify'>;

/** The desktop has dialogs of the system's own; `window` is the one to show them over, once it stands. */
export function electronHost(
  dialog: Pick<Electron.Dialog, 'showOpenDialog'>,
  window: () => Electron.BrowserWindow | null,
  recent: RecentProjects,
  deeds: DesktopDeeds,
): HostHandlers {
  return {
    ...deeds,
    'host.examinePaths': ({ paths }) => examinePaths(paths),
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
