import { expect, test } from './support/test';

test.describe('A face’s box', () => {
  test('is drawn, moved, resized, deleted and added, by the pointer and by keys, and comes back by undo', async ({
    annotate,
    window,
  }) => {
    const row = window.getByRole('region', { name: 'Box' }).getByRole('button').first();
    await expect(row).toContainText('around the points');
    const before = await row.innerText();
    const scale = await annotate.scale();

    await window.keyboard.press('b');
    await expect(window.getByText('Drag the box or its handles, or draw a new one')).toBeVisible();
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

    await expect(annotate.position).toHaveText('1 of 60');
    const address = window.url();
    await window.keyboard.press('Shift+B');
    await expect(window).not.toHaveURL(address);
    await expect(annotate.history.first()).toContainText('Put back into project');
    await expect(row).toContainText('by hand');
    await window.keyboard.press('Shift+Delete');
    await expect(annotate.position).toHaveText('60 of 60');
  });
});
