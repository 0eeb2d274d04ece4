import { findings } from './support/findings';
import { expect } from './support/test';
import { test } from './support/trainTest';

test('a number that is not allowed stays as it was typed, says what is, and nothing begins', async ({
  train,
  window,
}) => {
  const start = train.form.getByRole('button', { name: /^Start\b/ });
  const weight = train.field('Weight of Pose');
  for (const wrong of ['0', '-1', 'much']) {
    await weight.fill(wrong);
    await weight.press('Tab');
    await expect(weight).toHaveValue(wrong);
    await expect(train.form.getByTestId('not-allowed')).toHaveText('Give a number from 0.001 to 1,000.');
    await expect(start).toBeDisabled();
  }
  await expect(weight).toHaveAttribute('aria-invalid', 'true');
  await expect(train.form.getByRole('status')).toContainText('A field holds what is not allowed');
  expect(await findings(window)).toEqual([]);
  // By its key it does not begin either.
  await window.keyboard.press('Control+Enter');
  await expect(window.getByRole('article')).toHaveCount(0);
  await weight.fill('2');
  await expect(train.form.getByTestId('not-allowed')).toHaveCount(0);
  await weight.press('Tab');
  await expect(start).toBeEnabled();
  await train.set('Batch', '0.5');
  await expect(train.form.getByTestId('not-allowed')).toHaveText('Give a whole number from 1 to 4,096.');
  await train.field(/^Batch/).press('Escape');
  await expect(train.field(/^Batch/)).toHaveValue('64');
  await expect(start).toBeEnabled();
});

test('a name that is taken is told while it is typed, and stays', async ({ train }) => {
  await train.makeQuick(2, 2);
  await train.start('mine');
  await train.isAt('Finished');
  const start = train.form.getByRole('button', { name: /^Start\b/ });
  const name = train.field('Name of the run');
  await name.fill('mine');
  await expect(train.form.getByRole('alert')).toHaveText(
    'There is a run “mine” already: choose another name.',
  );
  await expect(start).toBeDisabled();
  await expect(name).toHaveValue('mine');
  await name.fill('mine 2');
  await expect(train.form.getByRole('alert')).toHaveCount(0);
  await expect(start).toBeEnabled();
});

test('what was set is there after a reload, and goes back to the preset at once', async ({
  train,
  window,
}) => {
  await train.head('gender').uncheck();
  await train.form.getByRole('combobox', { name: 'Preset' }).selectOption('Quick');
  await train.head('smile').uncheck();
  await train.set('Batch', '16');
  await train.set('Learning rate', '0.003');
  await train.set('Weight of Pose', '3');
  await train.form.getByRole('combobox', { name: 'Starts from' }).fill('another');
  await window.reload();
  await train.open();
  await expect(train.form.getByRole('combobox', { name: 'Preset' })).toHaveValue('quick');
  await expect(train.head('smile')).not.toBeChecked();
  await expect(train.head('pose')).toBeChecked();
  await expect(train.field(/^Batch/)).toHaveValue('16');
  await expect(train.setting('Learning rate')).toContainText('Preset: 0.002');
  await expect(train.field('Weight of Pose')).toHaveValue('3');
  await expect(train.form.getByRole('combobox', { name: 'Starts from' })).toHaveValue('another');

  await train.form.getByRole('button', { name: 'Everything as in the preset' }).click();
  await expect(train.field(/^Batch/)).toHaveValue('64');
  await expect(train.head('smile')).toBeChecked();
  await expect(train.form.getByTestId('changed')).toHaveCount(0);
  await train.form.getByRole('combobox', { name: 'Preset' }).selectOption('Studio');
  await expect(train.form.getByRole('button', { name: 'Everything as in the preset' })).toHaveCount(0);
});

test('without a head no length is told, and rare classes are those of the chosen batch', async ({
  train,
}) => {
  const footer = train.form.locator('footer');
  await expect(footer).toContainText('36 epochs');
  for (const head of ['landmarks', 'gender', 'smile', 'glasses', 'pose']) {
    await train.head(head).uncheck();
  }
  await expect(footer).toContainText('Choose a head to train.');
  await expect(footer).not.toContainText('epochs');

  const pose = train.form.getByTestId('head-pose');
  await expect(pose).not.toContainText('is rare');
  await train.set('Batch', '2');
  await expect(pose).toContainText(/is rare \(\d+ faces?\)/);
});

test('a run that cannot begin says that it did not, and why', async ({ train, window }) => {
  await train.form.getByRole('combobox', { name: 'Starts from' }).fill('nobody');
  await train.form.getByRole('button', { name: /^Start\b/ }).click();
  const notice = window.getByRole('alert').filter({ hasText: 'The training did not begin' });
  await expect(notice).toContainText('no such run');
  await expect(window.getByText('The training has failed')).toHaveCount(0);
});
