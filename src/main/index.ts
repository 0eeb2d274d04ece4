/** The desktop's door: a window over the studio. */
import * as electron from 'electron';
import { startDesktop } from './hosts/electron/desktop';
import { createStudio } from './studio';

// Unpacked, the first word is the application's own folder. A word with a dash is Electron's.
const words = process.argv.slice(process.defaultApp ? 2 : 1).filter((word) => !word.startsWith('-'));
void startDesktop(electron, { createStudio, project: words[0] ?? null });
