import { join } from 'node:path';
import { TrainPage } from './pages/train';
import { engineProcessOf } from './support/engineProcess';
import { Server } from './support/server';
import { expect, watch } from './support/test';
import { test } from './support/trainTest';

test.describe.configure({ timeout: 240_000 });

test('a run is set up, trained with live charts, paused, found whole, resumed and stopped', async ({
  train,
  window,
  context,
}) => {
  const pose = window.getByTestId('head-pose');
  await expect(pose).toContainText('All 48 training faces labelled');
  await expect(pose).toContainText(/Frontal \d+\s%/);
  await expect(pose).toContainText(/A constant: Accuracy \d+\.\d\s% of the faces/);
  await expect(window.getByTestId('head-landmarks')).toContainText('of the eye distance');

  await test.step('what is not the preset’s says so, and can be taken back', async () => {
    await train.set('Learning rate', '0.003');
    await expect(train.setting('Learning rate')).toContainText('Preset: 0.002');
    await window.getByRole('button', { name: 'Reset “Learning rate” to the preset' }).click();
    await expect(train.setting('Learning rate')).not.toContainText('Preset:');
    await train.head('gender').uncheck();
  });

  await test.step('the preview follows the settings', async () => {
    // All of them: those that are shown as second views are not turned by the rotation.
    const canvases = train.form.getByTestId('preview').getByRole('img');
    const picture = (): Promise<string> =>
      canvases.evaluateAll((elements) =>
        elements
          .map((element) => {
            const { width, height } = element as HTMLCanvasElement;
            const context = (element as HTMLCanvasElement).getContext('2d')!;
            return context.getImageData(0, 0, width, height).data.join();
          })
          .join(),
      );
    await expect(canvases).toHaveCount(8);
    await expect.poll(async () => new Set((await picture()).split(',')).size).toBeGreaterThan(50);
    const before = await picture();
    await train.set('Rotation', '90');
    await expect.poll(picture).not.toBe(before);
    const colourful = async (): Promise<boolean> => {
      const channels = (await picture()).split(',');
      return channels.some((level, index) => index % 4 < 2 && level !== channels[index + 1]);
    };
    expect(await colourful()).toBe(true);
    await train.set('Shown in gray', '100');
    await expect.poll(colourful).toBe(false);
  });

  await train.makeQuick(2000, 20);
  await train.start('first');
  await train.reachesStep(25);
  // The table of runs is told at each validation, and not only at the end.
  await expect(train.run('first')).toContainText(/Training2\d/);
  await expect(window.getByTestId('speed')).toHaveText(/\d+ faces\/s/);
  await expect(window.getByTestId('memory')).toHaveText(/Memory [\d.,]+\s[MG]B, tensors/);
  await expect(window.getByTestId('tile-pose')).toContainText(/A constant: \d/);
  await window.keyboard.press('p');
  await train.isAt('Paused');
  // Every step is there: those that were told live, and after a reload those of the log.
  const isWhole = async (): Promise<void> => {
    const rows = await train.lossRows();
    await expect.poll(async () => (await rows.count()) - (await train.step())).toBe(0);
  };
  await isWhole();
  await window.reload();
  await train.isAt('Paused');
  await isWhole();
  const pausedAt = await train.step();

  const second = await context.newPage();
  await second.goto(window.url());
  const other = new TrainPage(second);
  await other.isAt('Paused');
  await window.getByRole('button', { name: 'Resume' }).click();
  await train.reachesStep(pausedAt + 5);
  await other.reachesStep(pausedAt + 5);
  await test.step('it is not ended for good by one click, and the keyboard stays in the panel', async () => {
    await second.getByRole('button', { name: 'Stop', exact: true }).click();
    const dialog = second.getByRole('dialog', { name: 'Stop “first” for good?' });
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await second.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await expect(train.state).toHaveText('Training');
  });
  await other.stop();
  await train.isAt('Stopped early');
  await expect(window.getByRole('button', { name: 'Resume' })).toHaveCount(0);
  expect(await second.evaluate(() => document.activeElement?.matches('main *'))).toBe(true);
  await expect(await train.lossRows()).toHaveCount(await train.step());
});

test('a run that fails says why, shows the log’s end and goes on from its checkpoint; so does one whose studio died', async ({
  train,
  window,
  server,
}) => {
  await train.makeQuick(400, 20);
  await train.start('unlucky');
  await train.reachesStep(25);
  process.kill(engineProcessOf(server.processId)!, 'SIGKILL');
  await train.isAt('Failed');
  const trouble = window.getByTestId('trouble');
  await expect(trouble).toContainText('The learning engine ended unexpectedly by signal SIGKILL');
  await expect(trouble).toContainText(/go on from the checkpoint of step \d+/);
  await expect(trouble).toContainText(/step \d+ {2}loss/);
  await trouble.getByRole('button', { name: 'Resume' }).click();
  await expect(trouble).toHaveCount(0);
  await train.isAt('Training');

  await server.end('SIGKILL');
  await server.start();
  await train.isAt('Interrupted');
  await window.getByRole('button', { name: 'Resume' }).first().click();
  await train.isAt('Finished');
  await expect.poll(() => train.step()).toBe(400);
  await expect(await train.lossRows()).toHaveCount(400);
  // What was wished for when it was begun is done, though the session that began it is gone.
  await train.measuredOn.selectOption('On the test faces');
  await expect(train.run('unlucky')).toContainText(/\d\s%/, { timeout: 60_000 });
});

test('finished runs are sorted and compared', async ({ train, window }) => {
  await train.makeQuick(6, 3);
  const views = train.form.getByRole('combobox', { name: 'Views of each face' });
  for (const [name, rate, seen, balance] of [
    ['slow', '0.0001', 'Realigned and mirrored', '0.5'],
    ['fast', '0.01', 'And its mirror image', '1'],
  ] as const) {
    await train.set('Learning rate', rate);
    await views.selectOption(seen);
    await train.set('Balanced by Pose', balance);
    await train.start(name);
    await train.isAt('Finished');
    await train.measuredOn.selectOption('On the test faces');
    await expect(train.run(name)).toContainText(/\d\s%/, { timeout: 60_000 });
  }
  await test.step('views and balance say what the preset has, and can be taken back', async () => {
    const pose = train.setting('Balanced by Pose');
    await expect(pose).toContainText('Preset: 0.5');
    await expect(train.setting('Views of each face')).toContainText('Preset: Realigned and mirrored');
    await expect(train.form.getByRole('button', { name: /^Training/ })).toContainText('4 changed');
    await window.getByRole('button', { name: 'Reset “Balanced by Pose” to the preset' }).click();
    await expect(train.field('Balanced by Pose')).toHaveValue('0.5');
    await expect(pose).not.toContainText('Preset:');
    await views.selectOption('Realigned');
    await train.head('landmarks').uncheck();
    await expect(train.form.getByRole('status')).toContainText('choose one with two points or more');
    await expect(train.form.getByRole('button', { name: /^Start\b/ })).toBeDisabled();
    await window.getByRole('button', { name: 'Reset “Views of each face” to the preset' }).click();
    await expect(train.form.getByRole('button', { name: /^Start\b/ })).toBeEnabled();
  });

  const order = train.runs.locator('tbody').getByRole('rowheader');
  await expect(order).toHaveText(['fast', 'slow']);
  await train.runs.getByRole('button', { name: 'Run', exact: true }).click();
  await train.runs.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(order).toHaveText(['slow', 'fast']);
  await expect(train.runs.getByRole('columnheader', { name: 'Run' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );

  await window.getByRole('checkbox', { name: 'Compare slow' }).check();
  await window.getByRole('checkbox', { name: 'Compare fast' }).check();
  await window.keyboard.press('c');
  const dialog = window.getByRole('dialog', { name: 'Two runs side by side' });
  await expect(dialog).toContainText('Measured on the test faces');
  const settings = dialog.getByTestId('compared-settings').locator('tbody').getByRole('row');
  await expect(settings).toHaveText([
    /Learning rate\s*0\.0001\s*0\.01/,
    /Balanced by Pose\s*0\.5\s*1/,
    /Views of each face\s*Realigned and mirrored\s*And its mirror image/,
  ]);
  const nme = dialog.getByTestId('compared-metrics').getByRole('row', { name: /NME, % of the eye distance/ });
  await expect(nme.getByRole('cell')).toHaveText([/NME/, /\d\s%/, /\d\s%/, /\d\s%/, /\d\s%/]);
});

test('from nothing to a trained model: faces are drawn, learnt and predicted', async ({ page, folder }) => {
  const server = new Server(join(folder, 'state'), null);
  try {
    const troubles = watch(page);
    await page.goto(await server.start());
    await page.getByRole('button', { name: 'Choose where, and how many faces…' }).click();
    await page.getByRole('textbox', { name: 'Project folder' }).fill(join(folder, 'drawn'));
    await page.getByRole('textbox', { name: 'Faces to draw' }).fill('40');
    await page.getByRole('textbox', { name: 'Faces to draw' }).press('Tab');
    await page.getByRole('button', { name: 'Draw 40 faces and train' }).click();
    const steps = page.getByTestId('first-run');
    await expect(steps).toContainText('From drawn faces to a trained model');
    await expect(page.getByRole('article', { name: /^Run demo-/ })).toBeVisible({ timeout: 120_000 });
    await expect(steps).toContainText('A model is trained', { timeout: 120_000 });
    const train = new TrainPage(page);
    await train.isAt('Finished');
    await expect(page.getByTestId('tile-landmarks')).toContainText(/\d\s%/);
    await page.getByRole('button', { name: 'See the faces' }).click();
    await expect(page.getByRole('region', { name: /^Predicted ≠ labelled/ })).toContainText('Pose');
    expect(troubles).toEqual([]);
  } finally {
    await server.end();
  }
});

test('the numbers of a schedule keep each other', async ({ train }) => {
  await expect(train.field(/^Rate at the end/)).toHaveValue('20');
  await train.set('Warm-up steps', '50');
  await expect(train.field(/^Rate at the end/)).toHaveValue('20');
  await train.set('Rate at the end', '10');
  await expect(train.field(/^Warm-up steps/)).toHaveValue('50');
  await train.form.getByRole('combobox', { name: 'Schedule' }).selectOption('In steps');
  await train.set('Times', '0.5');
  await expect(train.field(/^Times/)).toHaveValue('0.5');
  await expect(train.form).toContainText(
    /Preset: Cosine, Warm-up steps 100, Rate at the end, of itself 20\s%/,
  );
});
