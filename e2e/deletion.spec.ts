import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AnnotatePage } from './pages/annotate';
import { InspectPage } from './pages/inspect';
import { PredictPage } from './pages/predict';
import { TrainPage } from './pages/train';
import { run as runFacet } from './support/command';
import { skipInElectron } from './support/electron';
import { findings } from './support/findings';
import { expect, test } from './support/test';

test.describe.configure({ timeout: 300_000 });

/** Those that are out of sight among them. */
const runFolders = (project: string): string[] => readdirSync(join(project, 'runs')).sort();

test.describe('A run', () => {
  test.use({ original: async ({ evaluated }, use) => use(evaluated) });

  test('is deleted with what is its own, here and in every other window, and labels stay', async ({
    library,
    window,
    project,
    context,
  }) => {
    const inspect = new InspectPage(window);
    const train = new TrainPage(window);
    const annotate = new AnnotatePage(window);
    await test.step('a label is changed, and the Library shows what the run got wrong', async () => {
      await library.openFace(0);
      await annotate.isShown();
      await annotate.drag('nose', 4, -3);
      await expect(annotate.history.first()).toContainText('Nose moved 5 px');
      await inspect.open();
      await inspect.show('Pose');
      const { cell, faces } = await inspect.fullestCell();
      await cell.click();
      await library.counts(new RegExp(`^${faces} of 60 faces`));
    });

    await test.step('one that is trained is not offered to be deleted', async () => {
      await train.open();
      await train.makeQuick(2000, 20);
      await train.start('second');
      await train.reachesStep(1);
      const header = window.getByRole('article', { name: 'Run second' });
      await expect(header.getByRole('button', { name: 'Delete…' })).toBeDisabled();
      await expect(header.getByTitle('It is being trained: pause or stop it first.')).toBeVisible();
      await expect(train.runs.getByRole('button', { name: 'Delete “second”' })).toHaveCount(0);
      await window.keyboard.press('Delete');
      await expect(window.getByRole('dialog')).toHaveCount(0);
      await train.stop();
      await train.isAt('Stopped early');
    });

    await test.step('it is asked first, by the keyboard as well', async () => {
      await train.run('quick').getByRole('button', { name: 'quick', exact: true }).click();
      await expect(window.getByRole('article', { name: 'Run quick' })).toBeVisible();
      await window.keyboard.press('Delete');
      const dialog = window.getByRole('dialog', { name: 'Delete the run “quick”?' });
      await expect(dialog.getByTestId('freed')).toHaveText(/^\d+\sMB on the disk are free again\.$/);
      await expect(dialog).toContainText('Labels stay');
      expect(await findings(window)).toEqual([]);
      await window.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
      expect(runFolders(project)).toEqual(['1', '2']);
    });

    const second = await context.newPage();
    await second.goto(window.url());
    const other = new TrainPage(second);
    await expect(other.run('quick')).toBeVisible();

    await test.step('it is gone from the table and from the disk, and its neighbour is looked at', async () => {
      await window.bringToFront();
      await train.run('quick').hover();
      await train.runs.getByRole('button', { name: 'Delete “quick”' }).click();
      await window.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
      await expect(window.getByText('“quick” is deleted')).toBeVisible();
      await expect(train.run('quick')).toHaveCount(0);
      await expect(window.getByRole('article', { name: 'Run second' })).toBeVisible();
      await expect(train.run('second').getByRole('button', { name: 'second', exact: true })).toBeFocused();
      await expect(window).toHaveURL(/train\/second$/);
      await expect.poll(() => runFolders(project)).toEqual(['2']);
      await expect(other.run('quick')).toHaveCount(0);
    });

    await test.step('other places fall back to what is there', async () => {
      await inspect.open();
      await expect(window.getByRole('heading', { name: 'second was not evaluated yet' })).toBeVisible();
      await window.keyboard.press('Control+1');
      // What was asked of the run is asked no more.
      await library.counts(/^60 faces/);
      await window.keyboard.press('Control+5');
      await expect(window.getByRole('button', { name: /^Run second/ })).toBeVisible();
    });

    await test.step('and so it is after a reload, with every label', async () => {
      await window.keyboard.press('Control+1');
      await window.reload();
      await library.isShown();
      await library.counts(/^60 faces/);
      expect(await library.facetCount('State', 'Edited')).toBe(1);
      await library.openFace(0);
      await annotate.isShown();
      await expect(annotate.history.first()).toContainText('Nose moved 5 px');
      await train.open();
      await expect(train.runs.locator('tbody').getByRole('rowheader')).toHaveText(['second']);
    });
  });

  test('leaves its predictions on photos, which cannot go on any more', async ({
    library: _,
    window,
    drawn,
    folder,
  }) => {
    const photos = join(folder, 'holiday');
    const [picture] = readdirSync(drawn.faces, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(jpg|png)$/.test(name),
    );
    cpSync(join(drawn.faces, picture!), join(photos, 'photo.jpg'));
    const predict = new PredictPage(window);
    await predict.go();
    await predict.predictOn(photos);
    await predict.isDone('“holiday”: 1 face predicted');
    await new TrainPage(window).open();
    await window.keyboard.press('Delete');
    await window.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(window.getByText('Nothing was trained yet')).toBeVisible();
    await predict.go();
    await predict.counts('1 face');
    await expect(window.getByText(/^quick \(deleted\)/)).toBeVisible();
    await expect(predict.command('Add to project…')).toBeDisabled();
    await expect(predict.command('Save…')).toBeEnabled();
  });

  test('that a terminal has deleted is asked for nowhere any more', async ({
    library,
    window,
    project,
    server,
    folder,
  }) => {
    skipInElectron();
    const inspect = new InspectPage(window);
    await inspect.open();
    await inspect.show('Pose');
    await (await inspect.fullestCell()).cell.click();
    await library.counts(/^\d+ of 60 faces/);
    await server.end();
    await runFacet(join(folder, 'state'), ['delete-run', 'quick', '--project', project]);
    await window.goto(await server.start());
    await library.isShown();
    await library.counts(/^60 faces/);
    await new TrainPage(window).open();
    await expect(window.getByText('Nothing was trained yet')).toBeVisible();
  });
});

test.describe('A study', () => {
  test.use({
    original: async ({ trained }, use) => use(trained),
    project: async ({ original, folder }, use) => {
      const project = join(folder, 'project');
      cpSync(original, project, { recursive: true });
      const small = ['--preset', 'studio', '--steps', '2', '--batch', '8', '--input-size', '16'];
      const what = ['--heads', 'landmarks,pose', '--sets', 'alone', '--seeds', '1'];
      await runFacet(join(folder, 'state'), ['ablate', '--project', project, ...small, ...what]);
      await use(project);
    },
  });

  test('is deleted with its runs, none of which goes by itself', async ({ library: _, window, project }) => {
    const train = new TrainPage(window);
    await train.open();
    const studies = window.getByTestId('studies');
    await studies.getByRole('button', { name: 'Landmarks', exact: true }).click();
    const trial = window.getByRole('article', { name: 'Run ablation-1-1' });
    await expect(trial.getByRole('button', { name: 'Delete…' })).toBeDisabled();
    await expect(
      trial.getByTitle('It is part of the study “ablation-1”, and is deleted with it.'),
    ).toBeVisible();

    await studies.getByRole('button', { name: 'Delete…' }).click();
    const dialog = window.getByRole('dialog', { name: 'Delete the study “ablation-1”?' });
    await expect(dialog).toContainText('2 runs go with it.');
    expect(await findings(window)).toEqual([]);
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(window.getByText('The study “ablation-1” is deleted')).toBeVisible();
    await expect(studies.getByTestId('study-state')).toHaveCount(0);
    await expect(window.getByRole('article', { name: 'Run quick' })).toBeVisible();
    await expect(train.runs.locator('tbody').getByRole('rowheader')).toHaveText(['quick']);
    await expect.poll(() => runFolders(project)).toEqual(['1']);
    expect(readdirSync(join(project, 'studies'))).toEqual([]);
  });
});
