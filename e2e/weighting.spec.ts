import { findings } from './support/findings';
import { expect } from './support/test';
import { test } from './support/trainTest';

test.describe.configure({ timeout: 240_000 });

test('a strategy is chosen, its weights are followed and found again, and a new run begins on the trunk', async ({
  train,
  window,
}) => {
  const strategy = train.form.getByRole('combobox', { name: 'Weighing of heads' });
  const text = train.form.getByTestId('weighting-text');

  await test.step('what each strategy does is said, and its numbers can be set', async () => {
    await expect(text).toContainText('Attributes count several times as much at the start');
    await expect(train.field('Attributes’ part at first, times')).toHaveValue('5');
    await strategy.selectOption('Fixed');
    await expect(text).toContainText('what its weight says, all the time');
    await strategy.selectOption('PCGrad');
    await expect(text).toContainText('A step takes several times as long');
    await strategy.selectOption('GradNorm');
    await expect(text).toContainText('about equally hard');
    await expect(train.setting('Weighing of heads')).toContainText('Preset: Attributes first');
    await expect(train.field('Help for slow heads, α')).toHaveValue('1.5');
    await train.set('Help for slow heads', '0.5');
    await expect(train.field('Weights’ learning rate')).toHaveValue('0.025');
  });

  await train.makeQuick(12, 6);
  await train.start('weighed');
  await train.isAt('Finished');
  const chart = window.getByRole('figure', { name: 'Weights of the heads’ losses' });
  const rows = chart.locator('tbody tr');
  await test.step('the weights of every step are in the table behind the chart, after a reload too', async () => {
    await chart.getByRole('button', { name: 'Show as table' }).click();
    await expect(rows).toHaveCount(12);
    for (const head of ['Landmarks', 'Gender', 'Smile', 'Glasses', 'Pose']) {
      await expect(chart.getByRole('columnheader', { name: head })).toBeVisible();
    }
    const last = await rows.last().innerText();
    await window.reload();
    await train.isAt('Finished');
    await chart.getByRole('button', { name: 'Show as table' }).click();
    await expect(rows).toHaveCount(12);
    expect(await rows.last().innerText()).toBe(last);
  });

  await test.step('a new run starts from it with a frozen trunk, and says what is usual', async () => {
    await train.open();
    await expect(train.field('Trunk frozen, epochs')).toHaveCount(0);
    await train.form.getByRole('combobox', { name: 'Starts from' }).fill('weighed');
    await train.set('Trunk frozen, epochs', '1');
    await expect(train.field('Learning rate after that')).toHaveValue('0.0002');
    await train.set('Learning rate after that', '0.0005');
    await expect(train.setting('Learning rate after that')).toContainText('Preset: 0.0002');
    expect(await findings(window)).toEqual([]);
    await strategy.selectOption('Fixed');
    await train.makeQuick(12, 6);
    await train.start('warm');
    await train.isAt('Finished');
    // Its weights are fixed: there is nothing to show of them.
    await expect(chart).toHaveCount(0);
    await expect(train.runs.getByRole('columnheader', { name: 'Weighing' })).toBeVisible();
    await expect(train.run('weighed')).toContainText('GradNorm');
    await expect(train.run('warm')).toContainText('Fixed');
  });

  await window.getByRole('checkbox', { name: 'Compare weighed' }).check();
  await window.getByRole('checkbox', { name: 'Compare warm' }).check();
  await window.keyboard.press('c');
  const settings = window
    .getByRole('dialog', { name: 'Two runs side by side' })
    .getByTestId('compared-settings')
    .locator('tbody')
    .getByRole('row');
  await expect(settings).toHaveText([
    /Starts from\s*–\s*weighed/,
    /Trunk frozen, epochs\s*–\s*1/,
    /Learning rate after that\s*–\s*0\.0005/,
    /Weighing of heads\s*GradNorm\s*Fixed/,
    /Help for slow heads, α\s*0\.5\s*–/,
    /Weights’ learning rate\s*0\.025\s*–/,
  ]);
});
