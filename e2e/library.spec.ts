import { expect, test } from './support/test';

test.describe('the Library', () => {
  test('filters by facets with counts, keeps them in the address and remembers them', async ({
    library,
    window,
  }) => {
    const tests = await library.facetCount('Split', 'Test');
    expect(tests).toBe(12);
    await library.facet('Split', 'Test').click();
    await library.counts('12 of 60 faces');
    await expect(window).toHaveURL(/split=testing/);
    // A facet's own condition does not count for itself: what else could be chosen stays in sight.
    expect(await library.facetCount('Split', 'Training')).toBe(48);
    await library.facet('Split', 'Training').click();
    await library.counts('60 of 60 faces');
    await library.facet('Split', 'Training').click();
    // The counts come by themselves, after the faces or before them.
    await expect.poll(() => library.facetCount('Pose', 'Frontal')).toBeLessThanOrEqual(tests);
    const frontal = await library.facetCount('Pose', 'Frontal');
    await library.facet('Pose', 'Frontal').click();
    await library.counts(`${frontal} of 60 faces`);
    await window.reload();
    await library.counts(`${frontal} of 60 faces`);
    await window.goto(new URL('/', window.url()).href);
    await library.counts(`${frontal} of 60 faces`);
    await window.getByRole('button', { name: 'Remove the filter Pose: Frontal' }).click();
    await library.counts('12 of 60 faces');
    await window.getByRole('button', { name: 'Clear filters' }).click();
    await library.counts('60 faces');
  });

  test('searches by file name, and says so when nothing is like that', async ({ library, window }) => {
    const [name] = await library.names(1);
    await window.getByRole('searchbox', { name: 'Search file names' }).fill(name!.toUpperCase());
    await expect(library.cells).toHaveCount(1);
    await window.getByRole('searchbox', { name: 'Search file names' }).fill('no such face');
    await expect(window.getByText('No face is like that')).toBeVisible();
    await window.keyboard.press('Escape');
    await library.counts('60 faces');
  });

  test('sorts, and Annotate walks in the same order', async ({ library, annotate: _, window }) => {
    await window.keyboard.press('Control+1');
    const names = await library.names(3);
    await window.getByRole('button', { name: 'Sort: as imported' }).click();
    await window.getByRole('menuitem', { name: 'Newest first' }).click();
    await expect.poll(async () => (await library.names(1))[0]).not.toBe(names[0]);
    const backwards = await library.names(3);
    await library.openFace(1);
    await expect(window.getByRole('heading', { name: backwards[1]!.split('/').at(-1)! })).toBeVisible();
    await window.keyboard.press('d');
    await expect(window.getByRole('heading', { name: backwards[2]!.split('/').at(-1)! })).toBeVisible();
  });

  test('selects by click, Shift, Ctrl, a frame and all at once', async ({ library, window }) => {
    await library.cell(1).click();
    await expect(library.selected).toHaveCount(1);
    await library.cell(4).click({ modifiers: ['Shift'] });
    await expect(library.selected).toHaveCount(4);
    await library.cell(2).click({ modifiers: ['Control'] });
    await expect(library.selected).toHaveCount(3);
    await library.cell(10).click({ modifiers: ['Control'] });
    await library.counts('60 faces, 4 selected');

    const [from, to] = [(await library.cell(0).boundingBox())!, (await library.cell(9).boundingBox())!];
    await window.mouse.move(from.x + 8, from.y + 8);
    await window.mouse.down();
    await window.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 5 });
    await window.mouse.up();
    await library.counts(/60 faces, 4 selected/);
    for (const index of [0, 1, 8, 9])
      await expect(library.cell(index)).toHaveAttribute('aria-selected', 'true');

    await window.keyboard.press('Control+a');
    await library.counts('60 faces, 60 selected');
    await window.keyboard.press('Escape');
    await expect(library.selected).toHaveCount(0);
  });

  test('what is typed ahead waits for the selection that it means', async ({ library, window }) => {
    await window.routeWebSocket(/.*/, (socket) => {
      const server = socket.connectToServer();
      server.onMessage((message) => setTimeout(() => socket.send(message), 300));
    });
    await window.reload();
    await library.isShown();
    await library.facet('Glasses', 'Yes').click();
    await library.facet('Glasses', 'No').click();
    await window.keyboard.press('Control+a');
    await window.keyboard.press('s');
    await expect(window.getByRole('menuitem', { name: 'Glasses' })).toBeVisible();
    await window.keyboard.press('Escape');
    await library.counts('60 faces, 60 selected');
  });

  test('is walked by the keyboard', async ({ library, window }) => {
    const { keyboard } = window;
    await expect(library.grid).toBeFocused();
    await keyboard.press('ArrowRight');
    await expect(library.grid).toHaveAttribute('aria-activedescendant', 'tile-1');
    await expect(library.cell(1)).toHaveAttribute('aria-selected', 'true');
    const columns = Number(await library.grid.getAttribute('aria-colcount'));
    await keyboard.press('Shift+ArrowDown');
    await expect(library.selected).toHaveCount(columns + 1);
    await keyboard.press('End');
    await expect(library.cell(59)).toHaveAttribute('aria-selected', 'true');
    await expect(library.cell(59)).toBeInViewport();
    await keyboard.press('Control+ArrowLeft');
    await keyboard.press('Space');
    await expect(library.selected).toHaveCount(2);
    await keyboard.press('Home');
    await expect(library.cell(0)).toBeInViewport();
    await keyboard.press('Enter');
    await expect(window.getByTestId('position')).toHaveText('1 of 60');
  });

  test('sets an attribute of many faces as one step, and takes it back by one click', async ({
    library,
    window,
  }) => {
    const before = await library.facetCount('Glasses', 'Yes');
    await window.keyboard.press('Control+a');
    await window.getByRole('button', { name: 'Set attribute…' }).click();
    await window.getByRole('menuitem', { name: 'Glasses' }).press('ArrowRight');
    await window.getByRole('menuitem', { name: 'Yes' }).click();
    await expect.poll(() => library.facetCount('Glasses', 'Yes')).toBe(60);
    const toast = window.getByRole('status').filter({ hasText: 'set to Glasses: Yes' });
    await expect(toast).toContainText(`${60 - before} faces`);
    await toast.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => library.facetCount('Glasses', 'Yes')).toBe(before);
  });

  test('confirms the labels of many faces as one step, and takes the word back', async ({
    library,
    window,
  }) => {
    await library.cell(0).click();
    await library.cell(4).click({ modifiers: ['Shift'] });
    await window.keyboard.press('c');
    await window.getByRole('menuitem', { name: 'Smile' }).click();
    await expect(window.getByRole('status').filter({ hasText: 'Smile confirmed of 5 faces' })).toBeVisible();
    await expect.poll(() => library.facetCount('State', 'Label confirmed')).toBe(5);
    await library.cell(4).click();
    await window.getByRole('button', { name: 'Confirm labels…' }).click();
    await window.getByRole('menuitem', { name: 'No longer confirmed' }).press('ArrowRight');
    await window.getByRole('menuitem', { name: 'Smile' }).last().click();
    await expect.poll(() => library.facetCount('State', 'Label confirmed')).toBe(4);
  });

  test('flags, moves to a split, deletes from the project and puts back', async ({ library, window }) => {
    await library.cell(0).click();
    await library.cell(2).click({ modifiers: ['Shift'] });
    await expect(library.selected).toHaveCount(3);
    await window.keyboard.press('f');
    await expect.poll(() => library.facetCount('State', 'Flagged')).toBe(3);
    await window.getByRole('button', { name: 'Split', exact: true }).click();
    await window.getByRole('menuitem', { name: 'Another split…' }).click();
    await window.getByRole('textbox', { name: 'Name of the split' }).fill('held back');
    await window.keyboard.press('Enter');
    await expect.poll(() => library.facetCount('Split', 'held back')).toBe(3);

    await window.keyboard.press('Delete');
    await library.counts('57 faces');
    await library.facet('State', 'Deleted from project').click();
    await expect(library.cells).toHaveCount(3);
    await window.keyboard.press('Control+a');
    await window.getByRole('button', { name: 'Put back into the project' }).click();
    await expect(window.getByRole('status').filter({ hasText: '3 faces put back' })).toBeVisible();
    await window.getByRole('button', { name: 'Clear filters' }).first().click();
    await library.counts('60 faces');
  });

  test('is found again as it was left, after another place', async ({ library, window }) => {
    await window.getByRole('slider', { name: 'Size of the tiles' }).press('End');
    await library.grid.evaluate((grid) => grid.scrollTo({ top: 1500 }));
    const top = (): Promise<number> => library.grid.evaluate((grid) => grid.scrollTop);
    await expect.poll(top).toBe(1500);
    const inTheMiddle = (): Promise<string | undefined> =>
      library.grid.evaluate((grid) => {
        const { x, y, height } = grid.getBoundingClientRect();
        return document.elementFromPoint(x + 60, y + height / 2)?.closest('[data-index]')?.id;
      });
    await expect.poll(inTheMiddle).toBeDefined();
    const seen = await inTheMiddle();
    await window.keyboard.press('Control+3');
    await expect(window.getByRole('form', { name: 'New run' })).toBeVisible();
    await window.keyboard.press('Control+1');
    await expect.poll(top).toBe(1500);
    await expect.poll(inTheMiddle).toBe(seen);
    await expect(window.locator(`#${seen} img`)).toBeVisible();
  });

  test('a note’s undo is of its own step, and of no other', async ({ library, window }) => {
    const note = (text: string) => window.getByRole('status').filter({ hasText: text });
    const undoOf = (text: string) => note(text).getByRole('button', { name: 'Undo' });
    await library.cell(1).click();
    await window.keyboard.press('f');
    await expect(undoOf('1 face flagged')).toBeVisible();
    await library.cell(2).click();
    await window.getByRole('button', { name: 'Split', exact: true }).click();
    await window.getByRole('menuitem', { name: 'Another split…' }).click();
    await window.getByRole('textbox', { name: 'Name of the split' }).fill('held back');
    await window.keyboard.press('Enter');
    await expect(undoOf('held back')).toBeVisible();
    // It is not the newest step any more.
    await expect(note('1 face flagged')).toBeVisible();
    await expect(undoOf('1 face flagged')).toHaveCount(0);
    await undoOf('held back').click();
    await expect(library.grid).toBeFocused();
    await expect.poll(() => library.facetCount('State', 'Flagged')).toBe(1);
    await expect(library.facet('Split', 'held back')).toHaveCount(0);

    await library.cell(3).click();
    await window.keyboard.press('f');
    await expect(undoOf('1 face flagged')).toBeVisible();
    await window.keyboard.press('Control+z');
    await expect(note('1 face flagged')).toHaveCount(0);
    await expect.poll(() => library.facetCount('State', 'Flagged')).toBe(1);
  });

  test('a first click moves no face from under the second, however narrow the window', async ({
    library,
    window,
  }) => {
    const top = async (): Promise<number> => (await library.grid.boundingBox())!.y;
    for (const width of [900, 1280, 1366, 1440]) {
      await window.setViewportSize({ width, height: 800 });
      await expect(library.cell(1).locator('img')).toBeVisible();
      const before = await top();
      await library.cell(1).click();
      await expect(window.getByRole('button', { name: 'Confirm labels…' })).toBeVisible();
      expect(await top()).toBe(before);
      await window.keyboard.press('Escape');
      await expect(library.selected).toHaveCount(0);
    }
  });

  test('gives the keyboard back to the faces after a menu that a key has opened', async ({
    library,
    window,
  }) => {
    await library.cell(1).click();
    await window.keyboard.press('s');
    await expect(window.getByRole('menuitem', { name: 'Gender' })).toBeVisible();
    await window.keyboard.press('ArrowDown');
    await window.keyboard.press('ArrowRight');
    await window.keyboard.press('Enter');
    await expect(window.getByRole('menu')).toHaveCount(0);
    await expect(library.grid).toBeFocused();
    await window.keyboard.press('ArrowRight');
    await expect(library.cell(2)).toHaveAttribute('aria-selected', 'true');
    await window.keyboard.press('c');
    await expect(window.getByRole('menu')).toBeVisible();
    await window.keyboard.press('Escape');
    await expect(library.grid).toBeFocused();
  });

  test('is near by the keyboard: a facet is one stop, and the search leads to the faces', async ({
    library,
    window,
  }) => {
    const search = window.getByRole('searchbox', { name: 'Search file names' });
    await search.fill('0');
    await search.press('Enter');
    await expect(library.grid).toBeFocused();
    await search.fill('1');
    await search.press('Escape');
    await expect(search).toHaveValue('');
    await expect(library.grid).toBeFocused();
    const pose = window.getByRole('region', { name: 'Pose', exact: true });
    await pose.getByRole('button').first().focus();
    await window.keyboard.press('ArrowDown');
    await expect(pose.getByRole('button').nth(1)).toBeFocused();
    await window.keyboard.press('Tab');
    await expect(pose.locator(':focus')).toHaveCount(0);
    await window.keyboard.press('Shift+Tab');
    await expect(pose.getByRole('button').nth(1)).toBeFocused();
    await window.keyboard.press('Enter');
    await expect(pose.getByRole('button', { pressed: true })).toHaveCount(1);
  });

  test('has larger and smaller tiles, remembered', async ({ library, window }) => {
    const width = async (): Promise<number> => (await library.cell(0).boundingBox())!.width;
    const before = await width();
    await window.getByRole('slider', { name: 'Size of the tiles' }).press('End');
    await expect.poll(width).toBeGreaterThan(before * 1.5);
    const large = await width();
    await window.reload();
    await library.isShown();
    await expect.poll(width).toBe(large);
  });
});

const testOfTrained = test.extend({ original: async ({ trained }, use) => use(trained) });

testOfTrained(
  'orders by what a run says need its word, which can be asked for beside them',
  async ({ library, window }) => {
    await library.isShown();
    await window.getByRole('button', { name: 'Sort: as imported' }).click();
    await expect(window.getByRole('menuitemradio', { name: 'Landmarks error' })).toBeDisabled();
    await expect(window.getByRole('menu')).toContainText('quick has not predicted on these faces yet.');
    await window.getByRole('menuitem', { name: 'Compute suggestions' }).click();
    await expect(window.getByRole('status').filter({ hasText: 'quick' }).first()).toBeVisible({
      timeout: 90_000,
    });
    await window.getByRole('button', { name: 'Sort: as imported' }).click();
    await window.getByRole('menuitemradio', { name: 'Landmarks error' }).click();
    await expect(window.getByRole('button', { name: 'Sort: Landmarks error, high first' })).toBeVisible();
  },
);
