// npm run bench:ui [-- --faces 13000,100000 --opened 10000 --training 4]: what a person waits for in the window, in a headless
// Chromium of 1440 × 900 on `facet serve`, with drawn faces. Prints one JSON object per project.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { annotateFigures } from './ui/annotate.mjs';
import { drawnPictures, filledProject } from './ui/project.mjs';
import { libraryFigures } from './ui/library.mjs';
import { firstViewFigures } from './ui/firstView.mjs';
import { trainingFigures } from './ui/training.mjs';
import { openBrowser } from './ui/browser.mjs';
import { Served } from './ui/served.mjs';

const { values } = parseArgs({
  options: {
    faces: { type: 'string', default: '13000,100000' },
    /** Faces opened one after the other in Annotate before the heap is measured; in the first project. */
    opened: { type: 'string', default: '10000' },
    /** Times that a window is opened and closed beside a training; in the first project. */
    training: { type: 'string', default: '4' },
  },
});

const folder = mkdtempSync(join(tmpdir(), 'facet-bench-ui-'));
const browser = await openBrowser();
try {
  const pictures = await drawnPictures(folder, 500);
  for (const [index, faces] of values.faces.split(',').map(Number).entries()) {
    const project = join(folder, `project-${faces}`);
    await filledProject(project, faces, pictures);
    const served = await Served.start(project, join(folder, 'state'));
    const figures = { faces };
    try {
      Object.assign(figures, await firstViewFigures(browser, served));
      Object.assign(figures, await libraryFigures(browser, served));
      Object.assign(figures, await annotateFigures(browser, served, index === 0 ? Number(values.opened) : 0));
      const pairs = index === 0 ? Number(values.training) : 0;
      if (pairs > 0) Object.assign(figures, await trainingFigures(browser, served, project, pairs));
    } finally {
      await served.end();
    }
    console.log(JSON.stringify(figures, null, 2));
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
