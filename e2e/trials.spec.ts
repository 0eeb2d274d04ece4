import { TrainPage } from './pages/train';
import { findings } from './support/findings';
import { expect, test as base } from './support/test';

const test = base.extend<{ readonly train: TrainPage }>({
  original: async ({ trained }, use) => use(trained),
  train: async ({ library, window }, use) => {
    await library.isShown();
    const train = new TrainPage(window);
    await train.open();
    await train.makeQuick(4, 20);
    await use(train);
  },
});
test.describe.configure({ timeout: 300_000 });
const longMs = 240_000;

test('heads are compared: stopped, gone on with, and put into a table', async ({ train, window }) => {
  const studies = window.getByTestId('studies');
  await studies.getByRole('button', { name: 'Compare heads…' }).click();
  const dialog = window.getByRole('dialog', { name: 'What do the heads give each other?' });
  for (const head of ['Gender', 'Smile', 'Glasses'])
    await dialog.getByRole('checkbox', { name: head }).uncheck();
  await dialog.getByRole('textbox', { name: 'Trainings of each set' }).fill('2');
  await dialog.getByRole('textbox', { name: 'Length of each run' }).fill('0.2');
  await dialog.getByRole('textbox', { name: 'Length of each run' }).press('Tab');
  await expect(dialog).toContainText('6 trainings');
  expect(await findings(window)).toEqual([]);
  await dialog.getByRole('button', { name: 'Start' }).click();

  const state = studies.getByTestId('study-state');
  await expect(state).toHaveText('At work');
  await studies.getByRole('button', { name: 'Stop' }).click();
  await expect(state).toHaveText('Stopped', { timeout: longMs });
  await studies.getByRole('button', { name: 'Go on' }).click();
  await expect(state).toHaveText('Done', { timeout: longMs });

  const rows = studies.getByTestId('ablation').locator('tbody').getByRole('row');
  const measured = [/^Landmarks2 of 2/, /^Pose2 of 2/, /^Landmarks \+ Pose2 of 2/];
  await expect(rows).toHaveText([...measured, /^A constant\d+\.\d\d ± \d+\.\d\d\s%\d+/]);
  await expect(rows.nth(2).getByRole('cell').nth(1)).toContainText(
    /\d+\.\d\d ± \d+\.\d\d\s%.*[+−-]?\d+\.\d\d ± /,
  );
  await expect(studies.getByTestId('gains').getByRole('row', { name: /^Pose/ })).toContainText('±');
  expect(await findings(window)).toEqual([]);

  // Its runs are the study's, and each can be looked at.
  await expect(train.runs.locator('tbody').getByRole('rowheader')).toHaveText(['quick']);
  await rows.nth(2).getByRole('button', { name: 'Landmarks + Pose' }).click();
  const run = window.getByRole('article', { name: 'Run ablation-1-3' });
  await expect(run).toContainText('Part of the study “ablation-1”');
  await expect(run.getByRole('button', { name: 'Resume' })).toHaveCount(0);
});

test('settings are searched, and a range that cannot be says why', async ({ train: _, window }) => {
  const studies = window.getByTestId('studies');
  await studies.getByRole('button', { name: 'Search settings…' }).click();
  const dialog = window.getByRole('dialog', { name: 'Which settings are best?' });
  const rate = dialog.getByRole('group', { name: 'Learning rate' });
  await rate.getByRole('textbox', { name: 'lowest' }).fill('0.5');
  await rate.getByRole('textbox', { name: 'lowest' }).press('Tab');
  await expect(dialog).toContainText('The first number has to be below the second.');
  await expect(dialog.getByRole('button', { name: 'Start' })).toBeDisabled();
  await rate.getByRole('textbox', { name: 'lowest' }).fill('0.0001');
  await dialog.getByRole('textbox', { name: 'Settings to try' }).fill('4');
  await dialog.getByRole('textbox', { name: 'One goes on of' }).fill('2');
  await dialog.getByRole('textbox', { name: 'Longest training' }).fill('0.8');
  await dialog.getByRole('textbox', { name: 'Longest training' }).press('Tab');
  await expect(dialog).toContainText('4 × 0.2 epochs → 2 × 0.4 epochs → 1 × 0.8 epochs');
  expect(await findings(window)).toEqual([]);
  await dialog.getByRole('button', { name: 'Start' }).click();

  await expect(studies.getByTestId('study-state')).toHaveText('Done', { timeout: longMs });
  const rows = studies.getByTestId('search').locator('tbody').getByRole('row');
  await expect(rows).toHaveCount(5);
  await expect(rows.first()).toContainText(/^\s*1\s*search-1-\d.*0\.8 epochs.*Done/);
  await expect(rows.nth(3)).toContainText('Others were better');
  await expect(rows.last()).toContainText(/^\s*A constant\s*1\.000\s*\d+\.\d\s%/);
  expect(await findings(window)).toEqual([]);
});

test('a run shows its fingerprint and is trained again', async ({ train, window }) => {
  await window.getByRole('button', { name: 'Fingerprint' }).click();
  const dialog = window.getByRole('dialog', { name: 'What “quick” was made of' });
  await expect(dialog.getByTestId('fingerprint')).toContainText(/Labels and files[0-9a-f]{12}… \(48 faces\)/);
  await expect(dialog).toContainText('are still what they were');
  expect(await findings(window)).toEqual([]);
  await dialog.getByRole('button', { name: 'Train it again' }).click();
  await expect(window.getByRole('article', { name: 'Run quick-again-1' })).toBeVisible({ timeout: longMs });
  await train.isAt('Finished', longMs);
  await window.getByRole('button', { name: 'Fingerprint' }).click();
  const closeness = window.getByTestId('closeness');
  await expect(closeness).toContainText('“quick”, trained again');
  await expect(closeness).toContainText(/The weights (are the same, bit for bit|differ by)/);
  await expect(closeness.getByRole('row', { name: /^Landmarks/ })).toContainText(/\d\s%/);
  expect(await findings(window)).toEqual([]);
});
