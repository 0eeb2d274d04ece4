import { AnnotatePage } from './pages/annotate';
import { expect, test as base } from './support/test';

const test = base.extend({
  original: async ({ trained }, use) => use(trained),
});

test('a run’s suggestions are computed, compared with the labels, and taken over one by one or all at once', async ({
  library,
  window,
}) => {
  await expect(window.getByText('quick has not predicted on these faces yet.')).toBeVisible();
  await window.getByRole('button', { name: 'Compute suggestions' }).click();
  await expect(window.getByRole('status').filter({ hasText: 'quick has predicted on 60 faces' })).toBeVisible(
    {
      timeout: 90_000,
    },
  );
  const facet = 'Predicted ≠ labelled · quick';
  const wrong = await library.facetCount(facet, 'Pose');
  await library.facet(facet, 'Pose').click();
  await library.counts(`${wrong} of 60 faces`);
  await window.getByRole('button', { name: 'Sort: as imported' }).click();
  await window.getByRole('menuitemradio', { name: 'Pose confidence' }).click();
  await expect(library.cell(0)).toHaveAttribute('aria-label', / → .* \d+\s%/);

  await library.openFace(0);
  const annotate = new AnnotatePage(window);
  await annotate.isShown();
  // The walk is about poses, and so are its keys.
  await expect(annotate.attribute('Pose')).toHaveAttribute('aria-pressed', 'true');
  const history = window.getByRole('region', { name: 'History' }).getByRole('listitem');
  const ghosts = window.locator('.ghosts rect, .ghosts circle');
  await expect(ghosts).toHaveCount(4);
  const selected = window.getByRole('region', { name: 'Points' }).getByRole('button', { name: 'Nose' });
  await selected.click();
  await window.keyboard.press('s');
  await expect(history.first()).toContainText(/^Nose moved .*, accepted from quick/);
  await expect(history).toHaveCount(2);

  // Where no label is missing, A goes back; there is no face before the first.
  await window.keyboard.press('a');
  await expect(window.getByText('This is the first face')).toBeVisible();
  await expect(history).toHaveCount(2);

  // What is missing is filled in, and nothing else.
  await selected.click();
  await window.keyboard.press('Delete');
  await expect(annotate.point('Nose')).toContainText('not placed');
  await window.keyboard.press('a');
  await expect(history.first()).toContainText('Nose placed, accepted from quick');
  await expect(window.getByText('Accepted from quick: Nose placed')).toBeVisible();
  await expect(history).toHaveCount(4);

  await window.keyboard.press('Shift+A');
  await expect(window.getByText('The model says the same as the label.')).toBeVisible();
  await expect(history.first()).toContainText(/and \d+ more, accepted from quick/);
  await expect(history).toHaveCount(5);
  const note = window.getByRole('status').filter({ hasText: /Accepted from quick: .* and \d+ more/ });
  await note.getByRole('button', { name: 'Undo' }).click();
  await expect(window.getByText('The model says the same as the label.')).toHaveCount(0);

  await window.getByRole('button', { name: 'Keep label' }).click();
  await expect(ghosts).toHaveCount(0);
});

test('what a run suggests of many faces is taken over where it is sure, as one step', async ({
  library,
  window,
}) => {
  const dialog = window.getByRole('dialog', { name: 'Accept suggestions of quick' });
  // Poses are what is missing: of all faces, as one step.
  await window.keyboard.press('Control+a');
  await window.getByRole('button', { name: 'Set attribute…' }).click();
  await window.getByRole('menuitem', { name: 'Pose' }).press('ArrowRight');
  await window.getByRole('menuitem', { name: 'Not labelled' }).click();
  await expect.poll(() => library.facetCount('Pose', 'Not labelled')).toBe(60);

  await window.keyboard.press('a');
  await expect(dialog.getByText('quick has not predicted on these faces yet.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Compute suggestions' }).click();
  await expect(window.getByRole('status').filter({ hasText: 'quick has predicted on 60 faces' })).toBeVisible(
    { timeout: 90_000 },
  );

  await window.getByRole('button', { name: 'Accept suggestions' }).click();
  const share = dialog.getByRole('textbox', { name: 'Attributes of which it is at least so sure' });
  await expect(share).toHaveValue('90');
  await share.fill('101');
  await share.blur();
  await expect(dialog.getByText(/Give a number from 0 to 100/)).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Accept for 60 faces' })).toBeDisabled();
  await share.fill('0');
  await share.press('Enter');
  const note = window.getByRole('status').filter({ hasText: '60 faces took over what quick says' });
  await expect(note).toBeVisible();
  await expect.poll(() => window.getByText('Not labelled').count()).toBe(0);

  await library.openFace(3);
  const history = window.getByRole('region', { name: 'History' }).getByRole('listitem');
  await expect(history.first()).toContainText(/^Pose: .*, accepted from quick/);
  await window.keyboard.press('Control+z');
  await expect(window.getByText(/^Undone: Pose.*, 60 faces$/).last()).toBeVisible();
  await window.keyboard.press('Control+1');
  await expect.poll(() => library.facetCount('Pose', 'Not labelled')).toBe(60);
});
