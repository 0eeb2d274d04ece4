/** The desktop's door: a window over the studio. */
import * as electron from 'electron';
import { startDesktop } from './hosts/electron/desktop';
import { createStudio } from './studio';

startDesktop(electron, createStudio);
