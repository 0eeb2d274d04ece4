import { expect, test } from './support/test';

test.describe('A face’s frame', () => {
  test('is drawn, moved, resized and deleted, by the pointer and by keys, and comes back by undo', async ({
    annotate,
    window,
  }) => {
    const row = window.getByRole('region', { name: 'Face frame' }).getByRole('button').first();
    await expect(row).toContainText('around the points');
    const before = await row.innerText();
    const scale = await annotate.scale();

    await window.keyboard.press('b');
    await expect(window.getByText('Drag the frame or its handles, or draw a new one')).toBeVisible();
    const handles = window.getByTestId('box-overlay').locator('.handle');
    await expect(handles).toHaveCount(8);
    const corner = (await handles.last().boundingBox())!;
    const from = { x: corner.x + corner.width / 2, y: corner.y + corner.height / 2 };
    await window.mouse.move(from.x, from.y);
    await window.mouse.down();
    await window.mouse.move(from.x - 20 * scale, from.y - 10 * scale, { steps: 3 });
    await window.mouse.up();
    await expect(row).toContainText('by hand');
    await expect(annotate.history.first()).toContainText('Face frame changed');
    const resized = await row.innerText();
    expect(resized).not.toBe(before);

    await window.keyboard.press('BracketRight');
    await expect(row).not.toHaveText(resized);
    await window.keyboard.press('ArrowLeft');
    await expect(annotate.history).toHaveCount(4);
    await window.keyboard.press('Delete');
    await expect(row).toContainText('around the points');
    await window.keyboard.press('Control+z');
    await expect(row).toContainText('by hand');
  });

  test('a face that is added stands behind the photo’s other face, and its undo leads back there', async ({
    annotate,
    window,
  }) => {
    const { keyboard } = window;
    const first = window.url();
    const faces = window.getByRole('button', { name: /^Face \d of \d in this photo/ });
    await expect(annotate.position).toHaveText('1 of 60');
    await expect(faces).toHaveCount(0);
    await keyboard.press('Shift+B');
    await expect(window).not.toHaveURL(first);
    await expect(annotate.position).toHaveText('2 of 61');
    await expect(faces).toContainText('Face 2 of 2');
    await expect(annotate.history).toHaveCount(1);
    await expect(annotate.history.first()).toContainText('Added in Annotate');
    await keyboard.press('BracketRight');
    await expect(annotate.history).toHaveCount(2);
    await keyboard.press('d');
    await expect(annotate.position).toHaveText('3 of 61');
    await expect(faces).toHaveCount(0);
    await keyboard.press('PageUp');
    await expect(annotate.position).toHaveText('2 of 61');

    await keyboard.press('Control+z');
    await expect(window.getByText('Undone: Face frame changed').first()).toBeVisible();
    await expect(annotate.position).toHaveText('2 of 61');
    await keyboard.press('Control+z');
    await expect(window.getByText('Undone: Added in Annotate').first()).toBeVisible();
    await expect(window).toHaveURL(first);
    await expect(annotate.position).toHaveText('1 of 60');
    await expect(faces).toHaveCount(0);
    await keyboard.press('Control+y');
    await expect(annotate.position).toHaveText('1 of 61');
  });

  test('the photo’s other faces are seen, and reached by a key or a click', async ({ annotate, window }) => {
    const { keyboard } = window;
    const first = window.url();
    await keyboard.press('Shift+B');
    await expect(annotate.position).toHaveText('2 of 61');
    await expect(window.getByTestId('other-frames').locator('rect.side')).toHaveCount(1);
    await keyboard.press('p');
    await expect(window).toHaveURL(first);
    await keyboard.press('p');
    await expect(annotate.position).toHaveText('2 of 61');
    await window.getByRole('button', { name: 'Face 2 of 2 in this photo' }).click();
    await expect(annotate.position).toHaveText('1 of 61');

    // The frame of the other one, where this one's is not.
    await keyboard.press('b');
    for (let press = 0; press < 3; press += 1) await keyboard.press('Shift+ArrowRight');
    await keyboard.press('Escape');
    const other = (await window.getByTestId('other-frames').locator('rect.side').boundingBox())!;
    const own = (await window.getByTestId('box-overlay').locator('rect.side').boundingBox())!;
    const x = other.x < own.x ? other.x + 4 : other.x + other.width - 4;
    await window.mouse.click(x, other.y + other.height / 2);
    await expect(annotate.position).toHaveText('2 of 61');

    await keyboard.press('Shift+Delete');
    await expect(annotate.position).toHaveText('2 of 60');
    await expect(window.getByTestId('other-frames')).toHaveCount(0);
  });
});
