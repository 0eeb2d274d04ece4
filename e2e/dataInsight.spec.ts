import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AnnotatePage } from './pages/annotate';
import { InspectPage } from './pages/inspect';
import { TrainPage } from './pages/train';
import { run } from './support/command';
import { findings } from './support/findings';
import { expect, test as base } from './support/test';

/** An evaluated project, and six of its photos once more, of which nobody has said anything. */
const photoCount = 6;
const test = base.extend({
  original: async ({ evaluated, drawn, folder }, use) => {
    const original = join(folder, 'original');
    cpSync(evaluated, original, { recursive: true });
    const photos = join(folder, 'photos');
    mkdirSync(photos);
    const drawnPhotos = readdirSync(drawn.faces, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.jpg'),
    );
    for (const [index, name] of drawnPhotos.toSorted().slice(0, photoCount).entries()) {
      cpSync(join(drawn.faces, name), join(photos, `${index}.jpg`));
    }
    await run(join(folder, 'import-state'), ['import', photos, '--project', original]);
    await use(original);
  },
});

test('labels are doubted by networks that have not seen them, and a mended one is marked', async ({
  library,
  window,
}) => {
  test.slow();
  await library.isShown();
  const inspect = new InspectPage(window);
  await inspect.open();
  await window.getByRole('button', { name: 'Look for wrong labels…' }).first().click();
  const dialog = window.getByRole('dialog', { name: 'Look for wrong labels' });
  await dialog.getByRole('textbox', { name: 'Folds' }).fill('2');
  await dialog.getByRole('textbox', { name: 'Epochs of each network' }).fill('1');
  await dialog.getByRole('button', { name: 'Check the labels' }).click();
  const gender = dialog.getByRole('button', { name: /^Gender [1-9]/ });
  await expect(gender).toBeVisible({ timeout: 120_000 });
  const doubted = Number(/\d+/.exec(await gender.innerText())![0]);
  await gender.click();

  const list = window.getByRole('listbox', { name: 'Labels to be doubted' });
  await expect(list.getByRole('option').first().locator('img')).toBeVisible();
  await expect(window.getByTestId('mistakes')).toHaveText(String(doubted));
  await expect(window.getByRole('radio', { name: /Training, out of fold/ })).toBeChecked();
  expect(await findings(window)).toEqual([]);

  const ranked = window.getByRole('combobox', { name: 'Ranked by' });
  await ranked.selectOption('Mistakes by loss');
  await expect(window.getByRole('listbox', { name: 'Mistakes' })).toBeVisible();
  await ranked.selectOption('Labels by doubt');

  // A label that is right is said to be, here or where the face is, and nobody asks again.
  const count = window.getByTestId('mistakes');
  const right = await list.getByRole('option').nth(1).innerText();
  await list.focus();
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('c');
  await expect(count).toHaveText(String(doubted - 1));
  await expect(list.getByRole('option').filter({ hasText: right })).toHaveCount(0);
  await ranked.selectOption('Mistakes by loss');
  const mistakes = window.getByRole('listbox', { name: 'Mistakes' });
  await expect(mistakes.getByRole('option').filter({ hasText: 'label confirmed' })).toHaveCount(1);
  await ranked.selectOption('Labels by doubt');

  await list.getByRole('option').first().click();
  const annotate = new AnnotatePage(window);
  await annotate.isShown();
  const confirm = window.getByRole('button', { name: 'Gender: this is right' });
  await confirm.click();
  await expect(window.getByRole('button', { name: /^Gender: confirmed/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  const history = window.getByRole('region', { name: 'History' }).getByRole('listitem');
  await expect(history.first()).toContainText('Gender confirmed');
  // The key is for what the walk is about.
  await window.keyboard.press('c');
  await expect(confirm).toHaveAttribute('aria-pressed', 'false');
  await annotate.isSaved();
  const wasMale = (await annotate.value('Gender', 'Male').getAttribute('aria-pressed')) === 'true';
  const other = wasMale ? 'Female' : 'Male';
  await annotate.value('Gender', other).click();
  await annotate.isSet('Gender', other);
  await annotate.isSaved();
  await window.goBack();
  await expect(list.getByRole('option').first()).toContainText('label changed since');
  await expect(inspect.stale).toContainText('changed since');
  await expect(inspect.stale.getByRole('button', { name: 'Check again' })).toBeVisible();
});

/** Fewer than there are. */
const chosenCount = 4;

test('a run chooses what to label next, and the queue leads into Annotate', async ({ library, window }) => {
  await window.getByRole('button', { name: 'Choose which faces to label next' }).click();
  const dialog = window.getByRole('dialog', { name: 'What to label next' });
  await expect(dialog.getByRole('combobox', { name: 'Run that chooses' })).toHaveValue('quick');
  const count = dialog.getByRole('textbox', { name: 'Faces to choose' });
  await expect(count).toHaveValue('100');
  await count.fill('0');
  await count.press('Tab');
  await expect(dialog.getByTestId('not-allowed')).toHaveText('Give a whole number from 1 to 2,000.');
  await expect(dialog.getByRole('button', { name: 'Choose', exact: true })).toBeDisabled();
  expect(await findings(window)).toEqual([]);
  await count.fill(String(chosenCount));
  await count.press('Tab');
  await dialog.getByRole('button', { name: 'Choose', exact: true }).click();
  await dialog.getByRole('button', { name: 'Show them' }).click({ timeout: 60_000 });
  await expect(window.getByRole('button', { name: 'Remove the filter To be labelled next' })).toBeVisible();
  await library.counts(`${chosenCount} of 66 faces`);
  expect(await library.facetCount('State', 'To be labelled next')).toBe(chosenCount);
  await expect(window.getByRole('button', { name: /Sort: to be labelled next/ })).toBeVisible();
  expect(await findings(window)).toEqual([]);
  const [first, second] = await library.names(2);
  await library.openFace(0);
  const annotate = new AnnotatePage(window);
  await annotate.isShown();
  await expect(window.getByText(first!).first()).toBeVisible();
  await window.keyboard.press('n');
  await expect(window.getByText(second!).first()).toBeVisible();
});

test('faces that nearly repeat each other are found, shown side by side, and Train warns of them', async ({
  library,
  window,
}) => {
  await library.isShown();
  const train = new TrainPage(window);
  await train.open();
  const note = window.getByTestId('repeats');
  await expect(note).toContainText('was not looked for yet');
  await note.getByRole('button', { name: 'Look' }).click();
  await expect(window.getByText(/pairs nearly repeat each other/)).toBeVisible({ timeout: 60_000 });
  await expect(note).not.toContainText('was not looked for yet');
  expect(await findings(window)).toEqual([]);
  await window.getByRole('button', { name: 'Show them' }).first().click();
  await expect(
    window.getByRole('button', { name: 'Remove the filter Nearly repeats another' }),
  ).toBeVisible();
  const shown = await library.facetCount('State', 'Nearly repeats another');
  expect(shown).toBeGreaterThanOrEqual(photoCount * 2);
});

test('a head whose labels are all alike cannot be chosen', async ({ library, window }) => {
  await library.facet('Glasses', 'Yes').click();
  await window.keyboard.press('Control+a');
  await window.keyboard.press('s');
  await window.getByRole('menuitem', { name: 'Glasses' }).click();
  await window.getByRole('menuitem', { name: /^No$/ }).click();
  await expect(library.facet('Glasses', 'No 60')).toBeVisible();
  const train = new TrainPage(window);
  await train.open();
  const glasses = window.getByTestId('head-glasses');
  await expect(glasses).toContainText('Every label is “No”: there is nothing to tell apart.');
  await expect(glasses.getByRole('checkbox')).toBeDisabled();
});
