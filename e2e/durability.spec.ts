import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AnnotatePage } from './pages/annotate';
import { LibraryPage } from './pages/library';
import { expect, test, watch } from './support/test';

test('undo works across a restart', async ({ annotate, server, window }) => {
  const before = await annotate.place('Nose');
  await annotate.drag('nose', 5, 0);
  await annotate.isSaved();
  await server.end();
  await window.goto(await server.start());
  await new LibraryPage(window).openFace(0);
  await annotate.isAt('Nose', { x: before.x + 5, y: before.y });
  await window.keyboard.press('Control+z');
  await annotate.isAt('Nose', before);
});

test('a server that is killed under the window loses nothing: it is found again, and gets what was changed', async ({
  annotate,
  server,
  window,
}) => {
  const before = await annotate.place('Nose');
  await server.end('SIGKILL');
  await expect(window.getByText('The connection to Facet was lost')).toBeVisible();
  await annotate.drag('nose', 5, 0);
  await annotate.isAt('Nose', { x: before.x + 5, y: before.y });
  await expect(window.getByTestId('saved')).toHaveText('1 change waits for the connection');
  await server.start();
  await annotate.isSaved();
  await expect(window.getByText('The connection to Facet was lost')).toHaveCount(0);
  await window.reload();
  await annotate.isAt('Nose', { x: before.x + 5, y: before.y });
});

test('two windows on one project see each other’s edits', async ({ annotate, server, window, browser }) => {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
  const second = await context.newPage();
  const troubles = watch(second);
  await second.goto(await server.freshAddress());
  const other = new AnnotatePage(second);
  await new LibraryPage(second).openFace(0);
  await other.isShown();
  const before = await other.place('Nose');
  await annotate.drag('nose', 7, 0);
  await other.isAt('Nose', { x: before.x + 7, y: before.y });
  await other.value('Pose', 'Left').click();
  await annotate.isSet('Pose', 'Left');
  await window.keyboard.press('Control+z');
  await expect(other.value('Pose', 'Left')).toHaveAttribute('aria-pressed', 'false');
  expect(troubles).toEqual([]);
  await context.close();
});

test('a change that is refused goes back, and a message says why', async ({ annotate, project, window }) => {
  const before = await annotate.place('Nose');
  const other = new DatabaseSync(join(project, 'project.db'));
  // Another program is writing: the studio waits for it in vain, and refuses.
  other.exec('BEGIN IMMEDIATE');
  try {
    await annotate.drag('nose', 5, 0);
    await annotate.isAt('Nose', { x: before.x + 5, y: before.y });
    await expect(window.getByRole('alert')).toContainText('The change was not taken');
    await annotate.isAt('Nose', before);
  } finally {
    other.exec('ROLLBACK');
    other.close();
  }
  await annotate.drag('nose', 5, 0);
  await annotate.isSaved();
  await annotate.isAt('Nose', { x: before.x + 5, y: before.y });
});
