import { AnnotatePage } from './pages/annotate';
import { skipInElectron } from './support/electron';
import { expect, test } from './support/test';

test.describe('Annotate, by the pointer', () => {
  test('a point follows the hand, is in the journal when it is let go, and comes back by undo', async ({
    annotate,
    window,
  }) => {
    const before = await annotate.place('Nose');
    await annotate.drag('nose', 4, -3);
    await annotate.isAt('Nose', { x: before.x + 4, y: before.y - 3 });
    await expect(annotate.history.first()).toContainText('Nose moved 5 px');
    await annotate.isSaved();
    await window.reload();
    await annotate.isAt('Nose', { x: before.x + 4, y: before.y - 3 });
    await window.keyboard.press('Control+z');
    await annotate.isAt('Nose', before);
    await window.keyboard.press('Control+Shift+z');
    await annotate.isAt('Nose', { x: before.x + 4, y: before.y - 3 });
    await window.keyboard.press('Control+z');
    await window.keyboard.press('Control+y');
    await annotate.isAt('Nose', { x: before.x + 4, y: before.y - 3 });
  });

  test('a crosshair and a magnifier help while a point is dragged, and go when it is let go', async ({
    annotate,
    window,
  }) => {
    const from = await annotate.onScreen('nose');
    await window.mouse.move(from.x, from.y);
    await window.mouse.down();
    await window.mouse.move(from.x + 20, from.y + 10, { steps: 3 });
    await expect(window.getByTestId('magnifier')).toBeVisible();
    await expect(window.locator('.crosshair')).toBeVisible();
    await window.mouse.up();
    await expect(window.getByTestId('magnifier')).toHaveCount(0);
    await expect(window.locator('.crosshair')).toHaveCount(0);
  });

  test('a click on a point without moving changes nothing', async ({ annotate, window }) => {
    const at = await annotate.onScreen('nose');
    await window.mouse.click(at.x, at.y);
    await expect(annotate.point('Nose')).toHaveAttribute('aria-pressed', 'true');
    await expect(annotate.history).toHaveCount(1);
  });

  test('a right click hides a point and shows it again', async ({ annotate, window }) => {
    const at = await annotate.onScreen('left_eye');
    await window.mouse.click(at.x, at.y, { button: 'right' });
    await expect(annotate.point('Left eye')).toContainText('hidden');
    await expect(annotate.history.first()).toHaveText(/Left eye hidden/);
    await window.mouse.click(at.x, at.y, { button: 'right' });
    await expect(annotate.point('Left eye')).not.toContainText('hidden');
  });

  test('missing points are placed by clicks, one after the other in their order', async ({
    annotate,
    window,
  }) => {
    const nose = await annotate.place('Nose');
    const places = { nose: await annotate.onScreen('nose'), eye: await annotate.onScreen('right_eye') };
    await annotate.point('Nose').click();
    await window.keyboard.press('Delete');
    await expect(annotate.point('Nose')).toContainText('not placed');
    await annotate.point('Right eye').click();
    await window.keyboard.press('Delete');
    await expect(annotate.point('Right eye')).toContainText('not placed');
    await window.keyboard.press('Escape');
    await expect(window.getByText('Click to place: Right eye')).toBeVisible();
    await window.mouse.click(places.eye.x, places.eye.y);
    await expect(window.getByText('Click to place: Nose')).toBeVisible();
    await window.mouse.click(places.nose.x, places.nose.y);
    await expect(window.getByText('Click to place')).toHaveCount(0);
    // Nothing is selected after the last one: the arrows are for the attributes.
    await expect(annotate.point('Nose')).toHaveAttribute('aria-pressed', 'false');
    await window.keyboard.press('ArrowDown');
    await expect(annotate.attribute('Smile')).toHaveAttribute('aria-pressed', 'true');
    const again = await annotate.place('Nose');
    expect(Math.hypot(again.x - nose.x, again.y - nose.y)).toBeLessThan(1);
    await expect(annotate.history.first()).toContainText('Nose placed');
  });

  test('the wheel zooms at the pointer, Space and the middle button move the image, Ctrl+0 fits it', async ({
    annotate,
    window,
  }) => {
    const fitted = await annotate.scale();
    const at = await annotate.onScreen('nose');
    await window.mouse.move(at.x, at.y);
    await window.mouse.wheel(0, -200);
    await expect.poll(() => annotate.scale()).toBeGreaterThan(fitted * 1.3);
    const still = await annotate.onScreen('nose');
    expect(Math.hypot(still.x - at.x, still.y - at.y)).toBeLessThan(1.5);

    await window.keyboard.down('Space');
    await window.mouse.down();
    await window.mouse.move(at.x + 60, at.y + 40, { steps: 3 });
    await window.mouse.up();
    await window.keyboard.up('Space');
    const moved = await annotate.onScreen('nose');
    expect(moved.x - still.x).toBeCloseTo(60, 0);
    expect(moved.y - still.y).toBeCloseTo(40, 0);
    await window.mouse.down({ button: 'middle' });
    await window.mouse.move(at.x + 40, at.y + 10, { steps: 3 });
    await window.mouse.up({ button: 'middle' });
    expect((await annotate.onScreen('nose')).y - moved.y).toBeCloseTo(-30, 0);
    await expect(annotate.history).toHaveCount(1);

    await window.keyboard.press('Control+0');
    await expect.poll(() => annotate.scale()).toBeCloseTo(fitted, 6);
  });

  test('attributes are set by a click, and taken away by another', async ({ annotate }) => {
    const female = annotate.value('Gender', 'Female');
    await annotate.value('Gender', 'Male').click();
    await annotate.isSet('Gender', 'Male');
    await female.click();
    await annotate.isSet('Gender', 'Female');
    await expect(annotate.history.first()).toContainText('Gender: Male → Female');
    await female.click();
    await expect(female).toHaveAttribute('aria-pressed', 'false');
    await expect(annotate.history.first()).toContainText('Gender: Female → Not labelled');
  });

  test('the original label can be seen beside the changed one, and restored', async ({
    annotate,
    window,
  }) => {
    const before = await annotate.place('Nose');
    await annotate.drag('nose', 6, 0);
    await window.keyboard.press('o');
    await expect(window.locator('.original')).toBeAttached();
    await window.getByRole('button', { name: 'Restore original' }).click();
    await annotate.isAt('Nose', before);
    await expect(window.getByRole('button', { name: 'Restore original' })).toHaveCount(0);
    await window.keyboard.press('Control+z');
    await annotate.isAt('Nose', { x: before.x + 6, y: before.y });
  });

  test('the stage stays where it is while the filmstrip is on its way', async ({ annotate, window }) => {
    skipInElectron();
    const held: (() => void)[] = [];
    let holding = true;
    await window.routeWebSocket(/./, (socket) => {
      socket.connectToServer().onMessage((message) => {
        const pass = (): void => socket.send(message);
        if (holding && String(message).includes('"ids":[')) held.push(pass);
        else pass();
      });
    });
    await window.reload();
    await annotate.isShown();
    await expect.poll(() => held.length).toBeGreaterThan(0);
    const faces = window.getByRole('navigation', { name: 'Faces before and after' }).getByRole('button');
    await expect(faces).toHaveCount(0);
    const before = await annotate.stage.boundingBox();
    holding = false;
    for (const pass of held) pass();
    await expect(faces.first()).toBeVisible();
    expect(await annotate.stage.boundingBox()).toEqual(before);
  });

  test('the filmstrip leads to the faces around this one', async ({ annotate, window }) => {
    await expect(annotate.position).toHaveText('1 of 60');
    await window
      .getByRole('navigation', { name: 'Faces before and after' })
      .getByRole('button')
      .nth(3)
      .click();
    await expect(annotate.position).toHaveText('4 of 60');
  });

  test('a label that takes a face out of the filter leaves it in the walk, marked', async ({
    library,
    window,
  }) => {
    const shown = await library.facetCount('Smile', 'Yes');
    await library.facet('Smile', 'Yes').click();
    await library.counts(`${shown} of 60 faces`);
    await library.openFace(1);
    const annotate = new AnnotatePage(window);
    await annotate.isShown();
    await expect(annotate.position).toHaveText(`2 of ${shown}`);
    const done = window.getByRole('button', { name: /: done, no longer in the filter/ });
    await annotate.value('Smile', 'No').click();
    await expect(done).toHaveCount(1);
    await expect(annotate.position).toHaveText(`2 of ${shown}`);
    await window.keyboard.press('d');
    await expect(annotate.position).toHaveText(`3 of ${shown}`);
    await window.keyboard.press('PageUp');
    await expect(annotate.position).toHaveText(`2 of ${shown}`);
    await annotate.isSet('Smile', 'No');
    await annotate.value('Smile', 'Yes').click();
    await expect(done).toHaveCount(0);
    await annotate.value('Smile', 'No').click();
    await expect(done).toHaveCount(1);

    // Who comes back from the Library walks through what is left.
    await window.keyboard.press('Control+1');
    await library.counts(`${shown - 1} of 60 faces`);
    await library.openFace(1);
    await expect(annotate.position).toHaveText(`2 of ${shown - 1}`);
  });

  test('every tool has a button', async ({ annotate, window }) => {
    const tools = window.getByRole('toolbar');
    const fitted = await annotate.scale();
    await tools.getByRole('button', { name: 'Zoom in' }).click();
    await expect.poll(() => annotate.scale()).toBeGreaterThan(fitted);
    await tools.getByRole('button', { name: 'Fit image' }).click();
    await expect.poll(() => annotate.scale()).toBeCloseTo(fitted, 6);
    await tools.getByRole('button', { name: 'Fit face' }).click();
    await expect.poll(() => annotate.scale()).toBeGreaterThan(fitted);
    await tools.getByRole('button', { name: 'Overlay' }).click();
    await expect(window.getByTestId('overlay')).toHaveCount(0);
    await tools.getByRole('button', { name: 'Next face' }).click();
    await expect(annotate.position).toHaveText('2 of 60');
    await tools.getByRole('button', { name: 'Previous face' }).click();
    await expect(annotate.position).toHaveText('1 of 60');
    await window.getByRole('button', { name: 'Flag', exact: true }).click();
    await expect(window.getByRole('button', { name: 'Flagged' })).toHaveAttribute('aria-pressed', 'true');
    await tools.getByRole('button', { name: 'Keys' }).click();
    await expect(window.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  });

  test('brightness and contrast help the eye and change no label', async ({ annotate, window }) => {
    await window.getByRole('button', { name: 'Brightness and contrast' }).click();
    await window.getByRole('slider', { name: 'Brightness' }).press('End');
    await expect(annotate.stage.locator('img').first()).toHaveCSS('filter', 'brightness(2.5) contrast(1)');
    await window.getByRole('button', { name: 'Reset' }).click();
    await expect(annotate.stage.locator('img').first()).toHaveCSS('filter', 'brightness(1) contrast(1)');
    await expect(annotate.history).toHaveCount(1);
  });
});
