import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { TrainPage } from './pages/train';
import { facet } from './support/command';
import { Desk } from './support/desk';
import { Server } from './support/server';
import { expect, test, watch } from './support/test';

test.describe('a window with a desktop around it', () => {
  test('describes its menu, does what is chosen there, and takes what is dropped', async ({
    page,
    folder,
    project,
    drawn,
  }) => {
    const other = join(folder, 'other');
    cpSync(drawn.project, other, { recursive: true });
    const desk = await Desk.around(page, {
      [drawn.faces]: 'folder',
      [other]: 'project',
      '/photos/a.jpg': 'photo',
      '/b.txt': 'unknown',
    });
    const server = new Server(join(folder, 'state'), project);
    try {
      const troubles = watch(page);
      await page.goto(await server.start());
      await expect(page.getByRole('grid')).toBeVisible();

      // The menu has the window's commands, under the window's names, with their keys.
      await expect.poll(async () => (await desk.menus())?.menus.length).toBeGreaterThan(4);
      const { menus } = await desk.menus();
      const labels = menus.map(({ label }) => label);
      expect([...labels.slice(0, 5), labels.at(-1)]).toEqual([
        'Project',
        'Edit',
        'View',
        'Library',
        'Annotate',
        'Help',
      ]);
      const items = menus.flatMap((menu) => menu.items);
      const itemOf = (command: string) =>
        items.find((item) => item.kind === 'command' && item.command === command);
      expect(itemOf('project.import')).toMatchObject({
        label: 'Import faces…',
        chord: 'Mod+I',
        enabled: true,
      });
      expect(itemOf('annotate.next')).toMatchObject({ enabled: false });

      // What is chosen there is done here, and the menu speaks the window's language.
      await desk.tell({ name: 'host.command', payload: { command: 'go.annotate' } });
      await expect(page.getByTestId('position')).toHaveText('1 of 60');
      await desk.tell({ name: 'host.command', payload: { command: 'view.language' } });
      await expect.poll(async () => (await desk.menus()).menus[0]!.label).toBe('Progetto');
      await desk.tell({ name: 'host.command', payload: { command: 'view.language' } });
      await desk.tell({ name: 'host.command', payload: { command: 'go.library' } });

      // What is no project or data set is refused, with what to do instead.
      await desk.drop('/photos/a.jpg');
      await expect(page.getByRole('alert')).toContainText('go to Predict');
      await desk.drop('/b.txt', other);
      await expect(page.getByText('Only one project or data set can be taken at a time.')).toBeVisible();

      // A data set is imported, and the dock shows how far that is.
      await desk.drop(drawn.faces);
      await expect(page.getByRole('dialog', { name: '60 faces read again' })).toBeVisible();
      const shown = (await desk.calls('host.showProgress')) as { working: boolean }[];
      expect(shown.map(({ working }) => working)).toContain(true);
      expect(shown.at(-1)!.working).toBe(false);
      // While a dialog asks something, the menu's commands wait.
      await desk.tell({ name: 'host.command', payload: { command: 'palette.open' } });
      await expect(page.getByRole('dialog')).toHaveCount(1);
      await page.keyboard.press('Escape');

      // A second start of the application hands its project over.
      await desk.tell({ name: 'host.handedOver', payload: { paths: [other] } });
      const status = page.getByRole('contentinfo', { name: 'Status' });
      await expect(status).toContainText('other');
      expect(troubles).toEqual([]);
    } finally {
      await server.end();
    }
  });

  test('is offered to go on with a training that was killed', async ({ page, folder, project }) => {
    await afterKilledTraining({ page, folder, project }, async (offer) => {
      await offer.getByRole('button', { name: 'Go on' }).click();
      const job = page.getByRole('list', { name: 'Running jobs' });
      await expect(job).toContainText('Training');
      await expect(job).toHaveCount(0, { timeout: 90_000 });
      // Answered once: it has finished, and nothing is offered any more.
      await page.reload();
      await expect(page.getByRole('grid')).toBeVisible();
    });
  });

  test('is offered it until the run is deleted', async ({ page, folder, project }) => {
    await afterKilledTraining({ page, folder, project }, async (offer) => {
      await expect(offer).toBeVisible();
      const train = new TrainPage(page);
      await train.open();
      await train.run('cut').hover();
      await train.runs.getByRole('button', { name: 'Delete “cut”' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
      await expect(page.getByText('“cut” is deleted')).toBeVisible();
    });
  });
});

interface Place {
  readonly page: Page;
  readonly folder: string;
  readonly project: string;
}

/** Opens the window after the training of a run “cut” was killed; at the end nothing is offered any more. */
async function afterKilledTraining(
  { page, folder, project }: Place,
  answer: (offer: Locator) => Promise<void>,
): Promise<void> {
  const state = join(folder, 'state');
  await killTraining(state, project);
  const server = new Server(state, project);
  try {
    const troubles = watch(page);
    await page.goto(await server.start());
    const offer = page.getByRole('status').filter({ hasText: 'The training “cut” was interrupted' });
    await answer(offer);
    await expect(offer).toHaveCount(0);
    expect(troubles).toEqual([]);
  } finally {
    await server.end();
  }
}

/** Begins the training of a run “cut”, and kills its process. */
async function killTraining(state: string, project: string): Promise<void> {
  const words = ['--preset', 'tutorial', '--steps', '40', '--name', 'cut'];
  const training = facet(state, ['train', '--project', project, ...words]);
  let said = '';
  await new Promise<void>((begun) =>
    training.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (/step|training/i.test(said)) begun();
    }),
  );
  training.kill('SIGKILL');
  await new Promise((gone) => training.on('close', gone));
}
