import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AnnotatePage } from './pages/annotate';
import { countIn, InspectPage } from './pages/inspect';
import { findings } from './support/findings';
import { expect, test as base } from './support/test';

const test = base.extend<{ readonly inspect: InspectPage }>({
  original: async ({ evaluated }, use) => use(evaluated),
  inspect: async ({ library, window }, use) => {
    await library.isShown();
    const inspect = new InspectPage(window);
    await inspect.open();
    await use(inspect);
  },
});

test('cells, bars, points and both sides of a threshold open as many faces as they say', async ({
  inspect,
  library,
  window,
}) => {
  const opens = async (faces: number, chip: RegExp): Promise<void> => {
    await library.counts(`${faces} of 60 faces`);
    await expect(window.getByRole('button', { name: chip })).toBeVisible();
    await window.goBack();
    await expect(inspect.heads).toBeVisible();
  };

  await inspect.show('Pose');
  const { cell, faces } = await inspect.fullestCell();
  await cell.click();
  await opens(faces, /Remove the filter quick on Test · Pose: labelled .+, predicted .+/);

  await inspect.show('Smile');
  const threshold = window.getByTestId('threshold');
  await expect(threshold).toHaveText('above 50 %');
  const slider = window.getByRole('slider', { name: 'Threshold for “Yes”' });
  await slider.focus();
  await window.keyboard.press('Home');
  await expect(threshold).toHaveText('above 0 %');
  // Everything is called yes then.
  const card = inspect.card('Threshold');
  await expect(card.getByRole('button', { name: 'Above: called “Yes” 12 faces' })).toBeVisible();
  await expect(card.getByRole('definition').nth(1)).toHaveText('100.0 %');
  await window.keyboard.press('End');
  await expect(card.getByRole('button', { name: 'Up to: called “No” 12 faces' })).toBeVisible();
  await expect(card.getByRole('definition').first()).toHaveText('–');
  await card.getByRole('button', { name: 'Back to 50 %' }).click();
  const side = card.getByRole('button', { name: /^(Above|Up to): called .* [1-9]\d* faces?$/ }).first();
  const onSide = countIn((await side.getAttribute('aria-label'))!);
  await side.click();
  await opens(onSide, /Smile: “Yes” (above|up to) 50 %/);

  // The table behind a chart, by which every bar is within the keyboard's reach.
  await inspect.show('Landmarks');
  const histogram = inspect.card('Faces by error');
  await histogram.getByRole('button', { name: 'Show as table' }).click();
  const bars = histogram.getByRole('table').getByRole('button').filter({ hasNotText: /^0$/ });
  const inBar = Number(await bars.first().innerText());
  await bars.first().press('Enter');
  await opens(inBar, /Landmarks: error .* of the eye distance/);

  const failures = inspect
    .card('By point')
    .getByRole('button', { name: /^Nose off by more than 10 % .*[1-9]\d* face/ });
  const failed = countIn(
    (await failures.getAttribute('aria-label'))!.replace(/10\s% of the eye distance/, ''),
  );
  await failures.click();
  await opens(failed, /Landmarks: error of Nose above 10 % of the eye distance/);
});

test('places are walked by Ctrl and a number, and Inspect comes back as it was left', async ({
  inspect,
  library,
  window,
}) => {
  await inspect.show('Glasses');
  await window.keyboard.press('Control+1');
  await library.isShown();
  await window.keyboard.press('Control+4');
  await expect(window.getByRole('heading', { name: 'Glasses', exact: true })).toBeVisible();
  await window.reload();
  await expect(window.getByRole('heading', { name: 'Glasses', exact: true })).toBeVisible();
  await expect(inspect.card('Reliability').getByRole('img')).toBeVisible();

  expect(await findings(window)).toEqual([]);
  await window.emulateMedia({ colorScheme: 'light' });
  await inspect.show('Pose');
  expect(await findings(window)).toEqual([]);

  // Another split stands beside the first.
  await window.keyboard.press('e');
  const dialog = window.getByRole('dialog', { name: 'Evaluate quick' });
  await expect(dialog).toBeVisible();
  expect(await findings(window)).toEqual([]);
  await dialog.getByRole('radio', { name: /^Training/ }).check();
  await dialog.getByRole('button', { name: 'Evaluate', exact: true }).click();
  await expect(window.getByRole('radiogroup', { name: 'Evaluated on' }).getByRole('radio')).toHaveCount(2, {
    timeout: 90_000,
  });
  await expect(window.getByRole('radio', { name: /^Training/ })).toBeChecked();
});

test('the run’s model is handed on as a folder, and not into one that has something in it', async ({
  inspect,
  folder,
  window,
}) => {
  await expect(inspect.heads).toBeVisible();
  await window.getByRole('button', { name: 'Hand the model on…' }).click();
  const dialog = window.getByRole('dialog', { name: 'Hand quick on' });
  await expect(dialog.getByRole('radio', { name: /^ONNX/ })).toBeChecked();
  const begin = dialog.getByRole('button', { name: 'Hand on', exact: true });
  await expect(begin).toBeDisabled();
  expect(await findings(window)).toEqual([]);
  const target = join(folder, 'model');
  await dialog.getByRole('textbox', { name: 'New folder' }).fill(target);
  await begin.click();
  await expect(dialog.getByText(/quick was handed on as of step \d+/)).toBeVisible();
  const files = await dialog.getByRole('listitem').allInnerTexts();
  expect(files).toEqual(expect.arrayContaining(['preprocess.json', 'labels.json', 'README.md']));
  expect(readdirSync(target).toSorted()).toEqual(files.toSorted());
  await dialog.getByRole('button', { name: 'Close' }).last().click();

  await window.keyboard.press('x');
  await dialog.getByRole('radio', { name: /^Keras 3/ }).check();
  await expect(dialog.getByRole('textbox', { name: 'New folder' })).toHaveValue(target);
  await begin.click();
  await expect(dialog.getByRole('alert')).toContainText('The model was not handed on');
  expect(await findings(window)).toEqual([]);
  await dialog.getByRole('button', { name: 'Back' }).click();
  await dialog.getByRole('textbox', { name: 'New folder' }).fill(join(folder, 'keras'));
  await begin.click();
  await expect(dialog.getByText(/quick was handed on as of step \d+/)).toBeVisible();
  expect(readdirSync(target).toSorted()).toEqual(files.toSorted());
});

test.describe('a run that nobody has evaluated', () => {
  test.use({ original: async ({ trained }, use) => use(trained) });

  test('mistakes lead to Annotate, a mended label is told, and the next evaluation knows it', async ({
    inspect,
    library,
    window,
  }) => {
    await expect(window.getByRole('heading', { name: 'quick was not evaluated yet' })).toBeVisible();
    await inspect.evaluateFirst();
    await inspect.show('Pose');

    const before = await inspect.mistakeCount();
    expect(before).toBeGreaterThan(1);
    await expect(inspect.mistakes.first()).toHaveAccessibleName(
      /labelled .*, predicted .*, confidence \d+\s%/,
    );
    const name = (await inspect.mistakes.nth(1).locator('.sr-only').textContent())!;
    const [, file, predicted] = /^(.*): labelled .*, predicted (.*), confidence/.exec(name)!;

    // By the keyboard: down to the second, Enter opens it.
    await window.getByRole('listbox', { name: 'Mistakes' }).focus();
    await window.keyboard.press('ArrowDown');
    await window.keyboard.press('Enter');
    const annotate = new AnnotatePage(window);
    await annotate.isShown();
    await expect(annotate.position).toHaveText(`2 of ${before}`);
    await expect(window.getByText(file!, { exact: true })).toBeVisible();
    await annotate.value('Pose', predicted!).click();
    await annotate.isSaved();
    // The walk goes on through the mistakes.
    await window.keyboard.press('PageDown');
    await expect(annotate.position).toHaveText(`3 of ${before}`);

    await window.keyboard.press('Control+4');
    // At the face that was seen last, and by the keyboard.
    await expect(inspect.mistakes.nth(2)).toHaveAttribute('aria-selected', 'true');
    await expect(window.getByRole('listbox', { name: 'Mistakes' })).toBeFocused();
    await expect(inspect.stale).toContainText('The labels of 1 evaluated face have changed since');
    await expect(inspect.mistakes.nth(1)).toHaveAccessibleName(/label changed since$/);
    await expect(inspect.mistakes.nth(0)).not.toHaveAccessibleName(/label changed since$/);

    await inspect.stale.getByRole('button', { name: 'Evaluate again' }).click();
    const dialog = window.getByRole('dialog', { name: 'Evaluate quick' });
    await expect(dialog.getByRole('radio', { name: /^Test/ })).toBeChecked();
    await dialog.getByRole('button', { name: 'Evaluate', exact: true }).click();
    await expect(inspect.stale).toHaveCount(0, { timeout: 90_000 });
    await expect(window.getByTestId('mistakes')).toHaveText(String(before - 1));

    // All of them as a grid, the same number.
    await window.getByRole('button', { name: 'Open all in the Library' }).click();
    await library.counts(`${before - 1} of 60 faces`);
    await expect(
      window.getByRole('button', { name: 'Remove the filter quick on Test · Pose: wrong' }),
    ).toBeVisible();
  });
});

test('a run’s training, what its heads share and its fingerprint are seen here too, and a run is begun from it', async ({
  inspect,
  window,
}) => {
  await inspect.look('How it was trained');
  await expect(window.getByRole('figure', { name: 'Loss by head' })).toBeVisible();
  await expect(window.getByRole('figure', { name: 'Weights of the heads’ losses' })).toBeVisible();
  await window.reload();
  await expect(window.getByRole('figure', { name: 'Loss by head' })).toBeVisible();
  await window.getByRole('button', { name: 'Fingerprint' }).click();
  const print = window.getByRole('dialog', { name: 'What “quick” was made of' });
  await expect(print.getByTestId('fingerprint')).toContainText('Labels and files');
  await expect(print.getByRole('button', { name: 'Train it again' })).toBeEnabled();
  await window.keyboard.press('Escape');

  await inspect.look('What its heads share, and studies');
  await expect(window.getByTestId('sharing').getByRole('row', { name: /^Pose/ })).toBeVisible();
  const studies = window.getByTestId('studies');
  await expect(studies.getByRole('button', { name: 'Compare heads…' })).toBeVisible();
  expect(await findings(window)).toEqual([]);
  // A head leads back to what an evaluation says of it.
  await inspect.show('Pose');
  await expect(inspect.card('Confusion')).toBeVisible();

  await inspect.look('How it was trained');
  await window.getByRole('button', { name: 'Begin a run from it' }).click();
  const form = window.getByRole('form', { name: 'New run' });
  await expect(form.getByRole('combobox', { name: 'Starts from' })).toHaveValue('quick');
});

test('Train leads to what its run says of labels', async ({ library, window }) => {
  // Keys count once a place is there.
  await library.isShown();
  await window.keyboard.press('Control+3');
  const more = window.getByRole('article', { name: 'Run quick' }).getByRole('button', { name: 'More' });
  await more.click();
  await window.getByRole('menuitem', { name: 'Look for wrong labels…' }).click();
  const check = window.getByRole('dialog', { name: 'Look for wrong labels' });
  await check.getByRole('textbox', { name: 'Folds' }).fill('1');
  await check.getByRole('textbox', { name: 'Folds' }).press('Tab');
  await expect(check.getByTestId('not-allowed')).toHaveText('Give a whole number from 2 to 20.');
  await expect(check.getByRole('button', { name: 'Check the labels' })).toBeDisabled();
  await check.getByRole('button', { name: 'Cancel' }).click();
  await more.click();
  await window.getByRole('menuitem', { name: 'Choose what to label next…' }).click();
  await expect(window.getByRole('dialog', { name: 'What to label next' })).toBeVisible();
  await window.keyboard.press('Escape');
  await more.click();
  await window.getByRole('menuitem', { name: 'Inspect it' }).click();
  await expect(window.getByRole('navigation', { name: 'Heads' })).toBeVisible();
});
