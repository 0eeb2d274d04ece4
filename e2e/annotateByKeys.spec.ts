import { expect, test } from './support/test';

test.describe('Annotate, by the keyboard alone', () => {
  test('Tab walks the points, arrows move by pixels of the image, Q hides, Delete removes', async ({
    annotate,
    window,
  }) => {
    const eye = await annotate.place('Left eye');
    const { keyboard } = window;
    await keyboard.press('Tab');
    await expect(annotate.point('Left eye')).toHaveAttribute('aria-pressed', 'true');
    await keyboard.press('ArrowRight');
    await annotate.isAt('Left eye', { x: eye.x + 1, y: eye.y });
    await keyboard.press('Shift+ArrowDown');
    await annotate.isAt('Left eye', { x: eye.x + 1, y: eye.y + 10 });
    await keyboard.press('q');
    await expect(annotate.point('Left eye')).toContainText('hidden');
    await keyboard.press('Tab');
    await expect(annotate.point('Right eye')).toHaveAttribute('aria-pressed', 'true');
    await keyboard.press('Shift+Tab');
    await keyboard.press('Delete');
    await expect(annotate.point('Left eye')).toContainText('not placed');
    await keyboard.press('Enter');
    await expect(annotate.point('Left eye')).not.toContainText('not placed');
    const placed = await annotate.place('Left eye');
    await keyboard.press('ArrowUp');
    await annotate.isAt('Left eye', { x: placed.x, y: placed.y - 1 });
  });

  test('past the last point Tab leaves the image, so that no one is caught in it', async ({
    annotate,
    window,
  }) => {
    for (let press = 0; press < 5; press += 1) await window.keyboard.press('Tab');
    await expect(annotate.point('Right mouth corner')).toHaveAttribute('aria-pressed', 'true');
    await window.keyboard.press('Tab');
    await expect(annotate.stage).not.toBeFocused();
  });

  test('a held arrow is one step of the journal, and one line of the history', async ({
    annotate,
    window,
  }) => {
    const nose = await annotate.place('Nose');
    await annotate.point('Nose').click();
    for (let press = 0; press < 6; press += 1) await window.keyboard.down('ArrowLeft');
    await window.keyboard.up('ArrowLeft');
    await annotate.isAt('Nose', { x: nose.x - 6, y: nose.y });
    await expect(annotate.history.first()).toContainText('Nose moved 6 px');
    await expect(annotate.history).toHaveCount(2);
    // Two steps, that follow each other: the press itself, and what the key did while it was held.
    await window.keyboard.press('Control+z');
    await annotate.isAt('Nose', { x: nose.x - 1, y: nose.y });
    await window.keyboard.press('Control+z');
    await annotate.isAt('Nose', nose);
  });

  test('Up and Down choose an attribute, digits set it', async ({ annotate, window }) => {
    const { keyboard } = window;
    // What the digits set is seen before any is pressed.
    await expect(annotate.attribute('Gender')).toHaveAttribute('aria-pressed', 'true');
    await keyboard.press('2');
    await annotate.isSet('Gender', 'Female');
    await keyboard.press('ArrowDown');
    await expect(annotate.attribute('Smile')).toHaveAttribute('aria-pressed', 'true');
    await keyboard.press('ArrowUp');
    await keyboard.press('ArrowUp');
    await keyboard.press('5');
    await annotate.isSet('Pose', 'Right profile');
    await keyboard.press('ArrowUp');
    await keyboard.press('1');
    await annotate.isSet('Glasses', 'Yes');
    await keyboard.press('2');
    await annotate.isSet('Glasses', 'No');
    await keyboard.press('0');
    await expect(annotate.value('Glasses', 'No')).toHaveAttribute('aria-pressed', 'false');
  });

  test('digits and C are for the attribute that the face lacks, where none is chosen', async ({
    annotate,
    window,
  }) => {
    const { keyboard } = window;
    const glasses = annotate.attribute('Glasses');
    await glasses.click();
    await keyboard.press('0');
    await expect(annotate.history.first()).toContainText('→ Not labelled');
    await keyboard.press('Escape');
    await keyboard.press('d');
    await expect(annotate.position).toHaveText('2 of 60');
    await expect(annotate.attribute('Gender')).toHaveAttribute('aria-pressed', 'true');
    await keyboard.press('1');
    await annotate.isSet('Gender', 'Male');
    await keyboard.press('PageUp');
    await expect(annotate.position).toHaveText('1 of 60');
    await expect(glasses).toHaveAttribute('aria-pressed', 'true');
    await keyboard.press('2');
    await annotate.isSet('Glasses', 'No');
    await expect(glasses).toHaveAttribute('aria-pressed', 'true');
    await keyboard.press('c');
    await expect(annotate.history.first()).toContainText('Glasses confirmed');
  });

  test('with one attribute chosen, one digit a face labels it and leads to the next', async ({
    annotate,
    window,
  }) => {
    const { keyboard } = window;
    const goesOn = window.getByRole('button', { name: /Digits go on to the next face/ });
    await expect(goesOn).toHaveAttribute('aria-pressed', 'false');
    await keyboard.press('ArrowDown');
    await keyboard.press('g');
    await expect(goesOn).toHaveAttribute('aria-pressed', 'true');
    for (const [index, digit] of ['1', '2', '1'].entries()) {
      await expect(annotate.position).toHaveText(`${index + 1} of 60`);
      await expect(annotate.attribute('Smile')).toHaveAttribute('aria-pressed', 'true');
      await annotate.isShown();
      await keyboard.press(digit);
    }
    await expect(annotate.position).toHaveText('4 of 60');
    await keyboard.press('PageUp');
    await annotate.isSet('Smile', 'Yes');
    await keyboard.press('PageUp');
    await annotate.isSet('Smile', 'No');
    await keyboard.press('g');
    await keyboard.press('1');
    await annotate.isSet('Smile', 'Yes');
    await expect(annotate.position).toHaveText('2 of 60');
  });

  test('D and A, PageDown and PageUp walk the faces; N finds what lacks a label; F flags', async ({
    annotate,
    window,
  }) => {
    const { keyboard } = window;
    await expect(annotate.position).toHaveText('1 of 60');
    await keyboard.press('d');
    await keyboard.press('PageDown');
    await expect(annotate.position).toHaveText('3 of 60');
    await annotate.isShown();
    await keyboard.press('Tab');
    await keyboard.press('Delete');
    await expect(annotate.point('Left eye')).toContainText('not placed');
    await keyboard.press('a');
    await expect(annotate.position).toHaveText('2 of 60');
    await keyboard.press('PageUp');
    await expect(annotate.position).toHaveText('1 of 60');
    await keyboard.press('a');
    await expect(window.getByText('This is the first face')).toBeVisible();
    await keyboard.press('n');
    await expect(annotate.position).toHaveText('3 of 60');
    await keyboard.press('f');
    await expect(window.getByRole('button', { name: 'Flagged' })).toHaveAttribute('aria-pressed', 'true');
  });

  test('H hides points and lines, F1 shows the keys, Escape closes them', async ({ annotate, window }) => {
    await window.keyboard.press('h');
    await expect(window.getByTestId('overlay')).toHaveCount(0);
    await window.keyboard.press('h');
    await expect(annotate.handle('nose')).toBeVisible();
    await window.keyboard.press('F1');
    await expect(window.getByRole('dialog', { name: 'Keys' })).toBeVisible();
    await window.keyboard.press('Escape');
    await expect(window.getByRole('dialog')).toHaveCount(0);
    await window.keyboard.press('?');
    await expect(window.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  });

  test('keys can be bound anew, and CVAT’s hands find theirs', async ({ annotate, window }) => {
    await window.keyboard.press('F1');
    const dialog = window.getByRole('dialog', { name: 'Keys' });
    await dialog
      .getByRole('radio', { name: 'CVAT' })
      .or(dialog.getByRole('button', { name: 'CVAT' }))
      .click();
    await dialog.getByRole('button', { name: 'Add a key for “Next face”' }).click();
    await window.keyboard.press('x');
    await window.keyboard.press('Escape');
    await window.keyboard.press('f');
    await expect(annotate.position).toHaveText('2 of 60');
    await window.keyboard.press('x');
    await expect(annotate.position).toHaveText('3 of 60');
    await window.keyboard.press('d');
    await expect(annotate.position).toHaveText('2 of 60');
    await window.reload();
    await annotate.isShown();
    await window.keyboard.press('x');
    await expect(annotate.position).toHaveText('3 of 60');
  });
});
