/** The desktop's door: a window over the studio. */
import { join } from 'node:path';
import * as electron from 'electron';
import { startDesktop } from './hosts/electron/desktop';
import { projectOf } from './hosts/electron/startWords';
import { createStudio } from './studio';

void startDesktop(electron, {
  createStudio,
  project: projectOf(process.argv, process.defaultApp, process.cwd()),
  shippedFolder: electron.app.isPackaged ? join(process.resourcesPath, 'tensorflow') : null,
});
