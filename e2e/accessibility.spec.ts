import { join } from 'node:path';
import { findings } from './support/findings';
import { screens } from './support/screens';
import { Server } from './support/server';
import { expect, test as base } from './support/test';

const test = base.extend({ original: async ({ evaluated }, use) => use(evaluated) });

test('axe finds nothing serious on any screen, dark or light', async ({ library, window }) => {
  // So many screens, each looked at twice by a tool that takes its time on a busy machine.
  test.setTimeout(900_000);
  await library.isShown();
  for (const { name, show, leave } of screens) {
    await show(window);
    expect.soft(await findings(window), name).toEqual([]);
    await leave?.(window);
  }
});

test('nor on the welcome screen', async ({ page, folder }) => {
  const server = new Server(join(folder, 'state'), null);
  try {
    await page.goto(await server.start());
    await page.getByRole('button', { name: 'Open a project' }).waitFor();
    expect(await findings(page)).toEqual([]);
  } finally {
    await server.end();
  }
});
