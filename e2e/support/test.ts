import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { AnnotatePage } from '../pages/annotate';
import { LibraryPage } from '../pages/library';
import { drawProject, evaluateProject, trainProject, type DrawnProject } from './drawnProject';
import { electronProgram, launchElectron } from './electron';
import { Server } from './server';

interface Fixtures {
  /** A folder of the test's own, gone afterwards. */
  readonly folder: string;
  /** A project of the test's own: a copy of the drawn one. */
  readonly project: string;
  /** A folder that `project` is copied from. */
  readonly original: string;
  readonly server: Server;
  /** The window, open on the project. */
  readonly window: Page;
  readonly library: LibraryPage;
  readonly annotate: AnnotatePage;
}

/** Lines that the browser writes by itself when a server is gone: the tests that end one expect them. */
const ofLostServers =
  /ERR_CONNECTION_REFUSED|WebSocket connection to|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/;

/** What goes wrong in a window: errors, and whatever its policy forbade. A test ends with none. */
export function watch(page: Page): string[] {
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !ofLostServers.test(message.text())) troubles.push(message.text());
  });
  return troubles;
}

/** Made once, and copied by the tests that begin with one: `original` says which. */
interface Projects {
  readonly drawn: DrawnProject;
  /** With a run that nobody has evaluated. */
  readonly trained: string;
  /** The same, evaluated on its test faces. */
  readonly evaluated: string;
}

const browserTest = base.extend<Fixtures, Projects>({
  drawn: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from the pattern.
    async ({}, use) => {
      const drawn = await drawProject();
      await use(drawn);
      rmSync(drawn.folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  trained: [async ({ drawn }, use) => use(await trainProject(drawn)), { scope: 'worker', timeout: 240_000 }],
  evaluated: [
    async ({ drawn, trained }, use) => use(await evaluateProject(drawn, trained)),
    { scope: 'worker', timeout: 240_000 },
  ],
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from the pattern.
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'facet-e2e-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  original: async ({ drawn }, use) => use(drawn.project),
  project: async ({ original, folder }, use) => {
    const project = join(folder, 'project');
    cpSync(original, project, { recursive: true });
    await use(project);
  },
  server: async ({ folder, project }, use) => {
    const server = new Server(join(folder, 'state'), project);
    await use(server);
    await server.end();
  },
  window: async ({ page, server }, use) => {
    const troubles = watch(page);
    // In Electron the page is the application's own, and open.
    if (electronProgram === null) await page.goto(await server.start());
    await use(page);
    expect(troubles).toEqual([]);
  },
  library: async ({ window }, use) => {
    const library = new LibraryPage(window);
    await library.isShown();
    await use(library);
  },
  annotate: async ({ library, window }, use) => {
    await library.openFace(0);
    const annotate = new AnnotatePage(window);
    await annotate.isShown();
    await use(annotate);
  },
});

/** The same window in Electron: its page is the application's first window, and nothing is served. */
const electronTest = browserTest.extend({
  page: async ({ folder, project }, use) => {
    const application = await launchElectron(join(folder, 'state'), project);
    try {
      const page = await application.firstWindow();
      await page.setViewportSize({ width: 1440, height: 900 });
      await use(page);
    } finally {
      await application.close();
    }
  },
});

export const test = electronProgram === null ? browserTest : electronTest;
export { expect };
