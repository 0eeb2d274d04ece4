import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { AnnotatePage } from '../pages/annotate';
import { InspectPage } from '../pages/inspect';
import { LibraryPage } from '../pages/library';
import { PredictPage } from '../pages/predict';
import { SettingsPage } from '../pages/settings';
import { TrainPage } from '../pages/train';
import { labelFileWithOtherNames } from './labelFiles';

/** Of its own: an import looks for photos where the labels lie. */
const labelFolder = mkdtempSync(join(tmpdir(), 'facet-e2e-labels-'));
process.on('exit', () => rmSync(labelFolder, { recursive: true, force: true }));

/** A screen by its name, and how one comes to it from any other of an open project. */
export interface Screen {
  readonly name: string;
  readonly show: (page: Page) => Promise<void>;
  /** Back to where the next screen can be reached from. */
  readonly leave?: (page: Page) => Promise<void>;
}

const escape = (page: Page): Promise<void> => page.keyboard.press('Escape');

async function showLibrary(page: Page): Promise<void> {
  await page.keyboard.press('Control+1');
  await new LibraryPage(page).isShown();
}

function studyDialog(name: string, button: string): Screen {
  return {
    name,
    show: async (page) => {
      await new TrainPage(page).open();
      await page.getByRole('button', { name: button }).click();
      await expect(page.getByRole('dialog').getByRole('button', { name: 'Start' })).toBeVisible();
    },
    leave: escape,
  };
}

/** Every screen of the window, for whoever wants to look at all of them: axe, and the pictures of the README. */
export const screens: readonly Screen[] = [
  { name: 'library', show: showLibrary },
  {
    name: 'library-selection',
    show: async (page) => {
      await showLibrary(page);
      const library = new LibraryPage(page);
      await library.cell(1).click();
      await library.cell(4).click({ modifiers: ['Shift'] });
      await expect(library.selected).toHaveCount(4);
    },
    leave: escape,
  },
  {
    name: 'library-empty',
    show: async (page) => {
      await showLibrary(page);
      await page.getByRole('searchbox', { name: 'Search file names' }).fill('no such file');
      await expect(new LibraryPage(page).cells).toHaveCount(0);
    },
    leave: async (page) => {
      await page.getByRole('searchbox', { name: 'Search file names' }).fill('');
      await new LibraryPage(page).isShown();
    },
  },
  {
    name: 'import',
    show: async (page) => {
      await showLibrary(page);
      await page.keyboard.press('Control+i');
      await expect(page.getByRole('dialog')).toBeVisible();
    },
    leave: escape,
  },
  {
    name: 'import-mapping',
    show: async (page) => {
      await showLibrary(page);
      await page.keyboard.press('Control+i');
      await page.getByRole('textbox', { name: 'Folder or zip' }).fill(labelFileWithOtherNames(labelFolder));
      await page.keyboard.press('Enter');
      await expect(page.getByRole('dialog', { name: 'What do these names mean?' })).toBeVisible();
    },
    leave: escape,
  },
  {
    name: 'export',
    show: async (page) => {
      await showLibrary(page);
      await page.keyboard.press('Control+e');
      await expect(page.getByRole('dialog', { name: 'Export labels' })).toBeVisible();
    },
    leave: escape,
  },
  {
    name: 'annotate',
    show: async (page) => {
      await page.keyboard.press('Control+2');
      await new AnnotatePage(page).isShown();
    },
  },
  {
    name: 'train',
    show: async (page) => {
      const train = new TrainPage(page);
      await train.open();
      await expect(train.runs.getByRole('row').nth(1)).toBeVisible();
      await expect(page.getByRole('figure').first().locator('canvas, svg').first()).toBeVisible();
    },
  },
  {
    name: 'train-sharing',
    show: async (page) => {
      const train = new TrainPage(page);
      await train.open();
      await train.sharing.scrollIntoViewIfNeeded();
      await expect(train.sharing.getByRole('table')).toBeVisible();
    },
  },
  {
    name: 'train-fingerprint',
    show: async (page) => {
      await new TrainPage(page).open();
      await page.getByRole('button', { name: 'Fingerprint' }).click();
      await expect(page.getByRole('dialog').getByTestId('fingerprint')).toBeVisible();
    },
    leave: escape,
  },
  studyDialog('train-compare-heads', 'Compare heads…'),
  studyDialog('train-search', 'Search settings…'),
  {
    name: 'inspect-points',
    show: async (page) => {
      const inspect = new InspectPage(page);
      await inspect.open();
      await inspect.show('Landmarks');
      await expect(inspect.mistakes.first().locator('img')).toBeVisible();
    },
  },
  {
    name: 'inspect-classes',
    show: async (page) => {
      const inspect = new InspectPage(page);
      await inspect.open();
      await inspect.show('Smile');
      await expect(inspect.card('Confusion')).toBeVisible();
    },
  },
  {
    name: 'inspect-training',
    show: async (page) => {
      const inspect = new InspectPage(page);
      await inspect.open();
      await inspect.look('How it was trained');
      await expect(page.getByRole('figure').first().locator('canvas, svg').first()).toBeVisible();
    },
  },
  {
    name: 'inspect-sharing',
    show: async (page) => {
      const inspect = new InspectPage(page);
      await inspect.open();
      await inspect.look('What its heads share, and studies');
      await expect(page.getByTestId('sharing')).toBeVisible();
    },
  },
  {
    name: 'label-next',
    show: async (page) => {
      await new InspectPage(page).open();
      await page.getByRole('button', { name: 'Choose what to label next…' }).click();
      await expect(page.getByRole('dialog', { name: 'What to label next' })).toBeVisible();
    },
    leave: escape,
  },
  {
    name: 'inspect-export',
    show: async (page) => {
      await new InspectPage(page).open();
      await page.keyboard.press('x');
      await expect(page.getByRole('dialog').getByText('ONNX Runtime')).toBeVisible();
    },
    leave: escape,
  },
  {
    name: 'inspect-check',
    show: async (page) => {
      await new InspectPage(page).open();
      await page.keyboard.press('k');
      await expect(page.getByRole('dialog', { name: 'Look for wrong labels' })).toBeVisible();
    },
    leave: escape,
  },
  { name: 'predict', show: async (page) => new PredictPage(page).go() },
  {
    name: 'settings',
    show: async (page) => {
      const settings = new SettingsPage(page);
      await settings.open();
      await settings.attribute('Pose').click();
      await expect(page.getByRole('article', { name: 'Pose' })).toBeVisible();
    },
  },
  {
    name: 'settings-points',
    show: async (page) => {
      const settings = new SettingsPage(page);
      await settings.open();
      await settings.showScheme();
    },
  },
  {
    name: 'keys',
    show: async (page) => {
      await page.keyboard.press('F1');
      await expect(page.getByRole('dialog')).toBeVisible();
    },
    leave: escape,
  },
  {
    name: 'palette',
    show: async (page) => {
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('option').first()).toBeVisible();
    },
    leave: escape,
  },
  {
    name: 'settings-imports',
    show: async (page) => {
      await page.keyboard.press('Control+,');
      await page.getByRole('button', { name: 'Imports' }).click();
      await expect(page.getByRole('article', { name: 'Imports' }).getByRole('row')).toHaveCount(2);
    },
  },
  {
    name: 'settings-new',
    show: async (page) => {
      await page.keyboard.press('Control+,');
      await page.getByRole('button', { name: 'Add an attribute…' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
    leave: escape,
  },
];
