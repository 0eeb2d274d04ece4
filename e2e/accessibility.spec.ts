import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { screens } from './support/screens';
import { Server } from './support/server';
import { expect, test } from './support/test';

/** What axe finds serious or critical, in words: rule and element. */
async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

test('axe finds nothing serious on any screen, dark or light', async ({ library, window }) => {
  test.slow();
  await library.isShown();
  for (const { name, show, leave } of screens) {
    await show(window);
    for (const colorScheme of ['dark', 'light'] as const) {
      await window.emulateMedia({ colorScheme });
      expect.soft(await findings(window), `${name}, ${colorScheme}`).toEqual([]);
    }
    await leave?.(window);
  }
});

test('nor on the welcome screen', async ({ page, folder }) => {
  const server = new Server(join(folder, 'state'), null);
  try {
    await page.goto(await server.start());
    await page.getByRole('button', { name: 'Open a project' }).waitFor();
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      expect.soft(await findings(page), colorScheme).toEqual([]);
    }
  } finally {
    await server.end();
  }
});
