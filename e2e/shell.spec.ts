import { join } from 'node:path';
import { beyondTheEdge } from './support/edges';
import { screens } from './support/screens';
import { Server } from './support/server';
import { expect, test, watch } from './support/test';

test.describe('the shell', () => {
  test('goes between its places by Ctrl and a number, and always says how things stand', async ({
    library,
    window,
  }) => {
    await window.keyboard.press('Control+2');
    await expect(window.getByTestId('position')).toHaveText('1 of 60');
    await window.keyboard.press('Control+1');
    await library.isShown();
    const status = window.getByRole('contentinfo', { name: 'Status' });
    for (const text of ['Connected', 'project', '60 faces', 'Saved'])
      await expect(status).toContainText(text);
    const rail = window.getByRole('navigation', { name: 'Places' }).getByRole('button');
    await expect(rail).toHaveText(['Library', 'Annotate', 'Train', 'Inspect', 'Predict']);
  });

  test('finds every command by Ctrl+K, and faces by their names', async ({ library, window }) => {
    const [, second] = await library.names(2);
    await window.keyboard.press('Control+k');
    await window.keyboard.type('larg');
    await expect(window.getByRole('option')).toHaveText([/Larger tiles/, /larg/]);
    await window.keyboard.press('Control+a');
    await window.keyboard.type(second!);
    await window.keyboard.press('Enter');
    await expect(library.cells).toHaveCount(1);
  });

  test('is dark or light as the system is, or as one says', async ({ library, window }) => {
    await library.isShown();
    const ground = (): Promise<string> =>
      window.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(await ground()).toBe('rgb(14, 16, 18)');
    await window.emulateMedia({ colorScheme: 'light' });
    expect(await ground()).toBe('rgb(238, 240, 242)');
    await window.getByRole('button', { name: 'Appearance, language and keys' }).click();
    await window.getByRole('menuitemradio', { name: 'Dark' }).click();
    await expect.poll(ground).toBe('rgb(14, 16, 18)');
    await window.reload();
    await expect.poll(ground).toBe('rgb(14, 16, 18)');
  });

  test('speaks Italian where one chooses it, whole', async ({ library, window }) => {
    await library.isShown();
    await window.getByRole('button', { name: 'Appearance, language and keys' }).click();
    await window.getByRole('menuitemradio', { name: 'Italiano' }).click();
    await expect(window.getByRole('navigation', { name: 'Ambienti' })).toContainText('Raccolta');
    await expect(window.locator('html')).toHaveAttribute('lang', 'it');
    await expect(window.getByRole('region', { name: 'Posa' })).toContainText('Frontale');
    await window.keyboard.press('Control+2');
    await expect(window.getByRole('region', { name: 'Punti' })).toContainText('Occhio sinistro');
  });
});

test.describe('the welcome screen', () => {
  test('opens a project, and remembers it', async ({ page, folder, project }) => {
    const server = new Server(join(folder, 'state'), null);
    try {
      const troubles = watch(page);
      await page.goto(await server.start());
      await page.getByRole('button', { name: 'Open a project' }).click();
      await page.getByRole('textbox', { name: 'Project folder' }).fill(join(folder, 'nowhere'));
      await page.keyboard.press('Enter');
      await expect(page.getByRole('alert')).toContainText('The project could not be opened');
      await page.getByRole('button', { name: 'Open a project' }).click();
      await page.getByRole('textbox', { name: 'Project folder' }).fill(project);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('grid')).toBeVisible();
      await page.keyboard.press('Control+o');
      await page.getByRole('button', { name: project }).click();
      await expect(page.getByRole('grid')).toBeVisible();
      expect(troubles).toEqual([]);
    } finally {
      await server.end();
    }
  });
});

const testOfAll = test.extend({ original: async ({ evaluated }, use) => use(evaluated) });
const places =
  /^(library|library-selection|annotate|train|inspect-points|inspect-classes|inspect-training|inspect-sharing|predict|settings)$/;

testOfAll('nothing lies beyond the edge of a small window, in any place', async ({ library, window }) => {
  testOfAll.slow();
  await window.setViewportSize({ width: 1024, height: 700 });
  await library.isShown();
  for (const { name, show, leave } of screens.filter((screen) => places.test(screen.name))) {
    await show(window);
    expect.soft(await beyondTheEdge(window), name).toEqual([]);
    await leave?.(window);
  }
});
