import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ArchiveServer } from '../tests/support/archiveServer';
import { writeZip } from '../tests/support/zips';
import { AnnotatePage } from './pages/annotate';
import { SettingsPage } from './pages/settings';
import { Server } from './support/server';
import { expect, test, watch } from './support/test';

test('values have room for their names in a narrow window', async ({ library, window }) => {
  await library.isShown();
  await window.setViewportSize({ width: 900, height: 700 });
  const settings = new SettingsPage(window);
  await settings.open();
  await settings.attribute('Pose').click();
  const names = window.getByRole('region', { name: 'Values' }).getByRole('textbox', { name: /^Name of/ });
  expect((await names.first().boundingBox())!.width).toBeGreaterThan(100);
});

test('an attribute of one’s own is added, labelled by its keys, taken away and brought back', async ({
  library,
  window,
}) => {
  await library.isShown();
  const settings = new SettingsPage(window);
  const annotate = new AnnotatePage(window);
  await settings.open();
  await settings.addAttribute('Hat', 'Yes or no');
  await settings.addAttribute('Light', 'One of several values', ['Dark', 'Even', 'Harsh']);
  await window.getByLabel('Key of “Harsh”').selectOption('9');
  await window.getByLabel('What a mirrored picture makes of “Dark”').selectOption('harsh');
  await expect(window.getByLabel('What a mirrored picture makes of “Harsh”')).toHaveValue('dark');

  await window.keyboard.press('Control+2');
  await annotate.isShown();
  await annotate.isSaved();
  // The first that the face lacks is at hand, and the other one below it.
  await annotate.stage.focus();
  await window.keyboard.press('ArrowDown');
  await expect(window.getByRole('button', { name: 'Light', exact: true, pressed: true })).toBeVisible();
  await window.keyboard.press('9');
  await annotate.isSet('Light', 'Harsh');
  await window.keyboard.press('ArrowUp');
  await window.keyboard.press('1');
  await annotate.isSet('Hat', 'Yes');
  await window.keyboard.press('Control+z');
  await expect(annotate.value('Hat', 'Yes')).toHaveAttribute('aria-pressed', 'false');
  await window.keyboard.press('Control+y');
  await annotate.isSet('Hat', 'Yes');

  // A value goes, and its labels where a person says; one step back, both are there again.
  await settings.open();
  await settings.attribute('Light').click();
  await window.getByRole('button', { name: 'Take “Harsh” away' }).click();
  const asked = window.getByRole('dialog', { name: 'Take “Harsh” away?' });
  await expect(asked).toContainText('1 face says so');
  await asked.getByLabel('They say instead').selectOption('even');
  await asked.getByRole('button', { name: 'Take away' }).click();
  await expect(settings.values).toHaveCount(3);
  await window.keyboard.press('Control+2');
  await annotate.isSet('Light', 'Even');
  await window.keyboard.press('Control+z');
  await annotate.isSet('Light', 'Harsh');

  // An attribute goes, and its labels wait for it.
  await settings.open();
  await settings.attribute('Light').click();
  await window.getByRole('button', { name: 'Take away…' }).click();
  await window.getByRole('dialog').getByRole('button', { name: 'Take away' }).click();
  await expect(settings.attribute('Light')).toBeHidden();
  await window.keyboard.press('Control+2');
  await expect(window.getByRole('group', { name: 'Hat' })).toBeVisible();
  await expect(window.getByRole('group', { name: 'Light' })).toBeHidden();
  await settings.open();
  await window.getByRole('button', { name: 'Bring “Light” back with its labels' }).click();
  await expect(window.getByRole('article', { name: 'Light' })).toContainText('1 of 60 faces labelled');
  await window.keyboard.press('Control+1');
  await library.isShown();
  expect(await library.facetCount('Light', 'Harsh')).toBe(1);
});

test('two windows see each other’s attributes, in Italian too', async ({
  library,
  server,
  window,
  browser,
}) => {
  await library.isShown();
  const page = await browser.newPage();
  const troubles = watch(page);
  await page.goto(await server.freshAddress());
  await expect(page.getByRole('grid')).toBeVisible();
  await page.getByRole('button', { name: 'Appearance, language and keys' }).click();
  await page.getByRole('menuitemradio', { name: 'Italiano' }).click();
  await page.keyboard.press('Control+,');
  const navigation = page.getByRole('navigation', { name: 'Che cosa si etichetta' });
  await expect(navigation).toContainText('Posa');

  const settings = new SettingsPage(window);
  await settings.open();
  await settings.addAttribute('Hat', 'Yes or no');
  await expect(navigation).toContainText('Hat');
  await navigation.getByRole('button', { name: /^Hat/ }).click();
  await expect(page.getByRole('article', { name: 'Hat' })).toContainText('Sì o no');
  await page.getByRole('textbox', { name: 'Nome', exact: true }).fill('Cappello');
  await page.keyboard.press('Enter');
  await expect(settings.attribute('Cappello')).toBeVisible();
  await window.keyboard.press('Control+z');
  await expect(navigation).toContainText('Hat');
  expect(troubles).toEqual([]);
  await page.close();
});

test('another landmark scheme comes from a file, which is told what is wrong with it', async ({
  library,
  window,
}) => {
  await library.isShown();
  const settings = new SettingsPage(window);
  const annotate = new AnnotatePage(window);
  await settings.open();
  await settings.showScheme();
  await settings.offerScheme('broken.json', { points: ['a', 'a'], edges: [['a', 'b']] });
  const refused = window.getByRole('dialog', { name: 'This file holds no scheme that can be used' });
  await expect(refused.getByRole('listitem')).toHaveText([
    /Two points are called "a"/,
    /"b" is used, and is no point/,
    /Each eye needs at least one point/,
  ]);
  await window.keyboard.press('Escape');

  await settings.offerScheme('face.json', {
    categories: [
      {
        name: 'face',
        keypoints: ['right_eye', 'left_eye', 'nose', 'chin'],
        skeleton: [
          [1, 3],
          [3, 4],
        ],
      },
    ],
  });
  const offered = window.getByRole('dialog', { name: 'Label by “face”?' });
  await expect(offered).toContainText('4 points, 1 mirrored pair, 2 lines');
  await expect(offered).toContainText('3 stay');
  await expect(offered).toContainText('On 60 faces they are placed');
  await offered.getByRole('button', { name: 'Use this scheme' }).click();
  await expect(window.getByRole('article', { name: 'Landmarks' }).getByRole('row')).toHaveCount(5);

  // A name, a line: in their place, each a step.
  await window.getByLabel('Name of “Chin”').fill('Chin tip');
  await window.keyboard.press('Enter');
  await window.getByLabel('Line from').selectOption({ label: 'Left eye' });
  await window.getByLabel('Line to').selectOption({ label: 'Chin tip' });
  await window.getByRole('button', { name: 'Add line' }).click();
  await expect(window.getByText('Left eye – Chin tip')).toBeVisible();

  await window.keyboard.press('Control+2');
  await annotate.isShown();
  const points = window.getByRole('region', { name: 'Points' }).getByRole('listitem');
  await expect(points).toHaveCount(4);
  await expect(annotate.point('Chin tip')).not.toContainText(/\d/);
  const nose = await annotate.place('Nose');
  for (const left of ['Left eye – Chin tip', 'Chin', 'face']) {
    await window.keyboard.press('Control+z');
    await expect(window.getByText('Undone: Landmarks').last(), left).toBeVisible();
  }
  await expect(points).toHaveCount(5);
  await annotate.isAt('Nose', nose);
  expect((await annotate.place('Left mouth corner')).x).toBeGreaterThan(0);
});

test('an import is undone from its report, by Ctrl+Z, and done again', async ({
  drawn,
  folder,
  library,
  window,
}) => {
  const photos = join(folder, 'photos');
  mkdirSync(join(photos, 'deep'), { recursive: true });
  const images = join(drawn.faces, 'AFLW');
  const [first, second] = readdirSync(existsSync(images) ? images : drawn.faces);
  const imagesFolder = existsSync(images) ? images : drawn.faces;
  cpSync(join(imagesFolder, first!), join(photos, 'one.jpg'));
  cpSync(join(imagesFolder, second!), join(photos, 'deep', 'two.jpg'));
  writeFileSync(join(photos, 'broken.jpg'), 'no picture');

  await library.isShown();
  await window.keyboard.press('Control+i');
  await window.getByRole('textbox', { name: 'Folder or zip' }).fill(photos);
  await window.keyboard.press('Enter');
  const report = window.getByRole('dialog', { name: '2 faces imported' });
  await expect(report.getByRole('listitem')).toContainText('broken.jpg');
  await report.getByRole('button', { name: 'Undo this import' }).click();
  const asked = window.getByRole('dialog', { name: 'Undo this import?' });
  await expect(asked).toContainText('2 faces came with it');
  await asked.getByRole('button', { name: 'Undo this import' }).click();
  await expect(window.getByText('Import undone: 2 faces left the project')).toBeVisible();
  await library.counts('60 faces');
  await window.keyboard.press('Control+y');
  await library.counts('62 faces');

  // A photo has its whole image as its face, and no label yet.
  await library.facet('Labels', 'None').click();
  await library.counts('2 of 62 faces');
  await library.cell(0).click();
  await window.keyboard.press('f');
  await expect(library.cell(0)).toHaveAccessibleName(/flagged/);

  // What was worked on since is asked about, and kept.
  const settings = new SettingsPage(window);
  await settings.open();
  await settings.showImports();
  const rows = window.getByRole('article', { name: 'Imports' }).getByRole('row');
  await expect(rows).toHaveCount(3);
  await rows.filter({ hasText: 'photos' }).getByRole('button', { name: 'Undo this import' }).click();
  await expect(asked.getByRole('checkbox', { name: /Keep the 1 face/ })).toBeChecked();
  await asked.getByRole('button', { name: 'Undo this import' }).click();
  await expect(window.getByText('Import undone: 1 face left the project')).toBeVisible();
  await expect(window.getByRole('contentinfo', { name: 'Status' })).toContainText('61 faces');
  await rows.filter({ hasText: 'photos' }).getByRole('button', { name: 'Do again' }).click();
  await expect(window.getByRole('contentinfo', { name: 'Status' })).toContainText('62 faces');

  // Ctrl+Z goes back step by step, and asks before the import.
  await window.keyboard.press('Control+z');
  await expect(window.getByText(/Undone: Flagged/)).toBeVisible();
  await window.keyboard.press('Control+z');
  await expect(asked).toContainText('2 faces came with it');
  await expect(asked.getByRole('checkbox')).toBeHidden();
  await window.keyboard.press('Escape');
  await expect(window.getByRole('contentinfo', { name: 'Status' })).toContainText('62 faces');
});

test('a project is made from what is downloaded; a wrong path makes none', async ({
  drawn,
  folder,
  page,
}) => {
  const content = Object.fromEntries(
    readdirSync(drawn.faces, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(jpg|txt)$/.test(entry.name))
      .map((entry) => {
        const file = join(entry.parentPath, entry.name);
        return [file.slice(drawn.faces.length + 1), readFileSync(file)];
      }),
  );
  await writeZip(join(folder, 'served.zip'), content);
  const archive = await ArchiveServer.start({ bytes: readFileSync(join(folder, 'served.zip')) });
  const server = new Server(join(folder, 'state'), null);
  try {
    const troubles = watch(page);
    await page.goto(await server.start());
    await page.getByRole('button', { name: /^New project/ }).click();
    await page.getByRole('textbox', { name: 'Folder or zip' }).fill(join(folder, 'nowhere'));
    await page.getByRole('button', { name: 'Create and import' }).click();
    await expect(page.getByRole('alert')).toContainText('Nothing could be imported');
    expect(existsSync(join(folder, 'nowhere-facet'))).toBe(false);
    // What was typed is there to be mended.
    await expect(page.getByRole('textbox', { name: 'Folder or zip' })).toHaveValue(join(folder, 'nowhere'));
    await expect(page.getByRole('textbox', { name: 'Project folder' })).toHaveValue(
      join(folder, 'nowhere-facet'),
    );
    await page.getByText('Download MTFL', { exact: true }).click();
    await page.getByRole('textbox', { name: 'Keep MTFL.zip in' }).fill(join(folder, 'mtfl'));
    await page.getByRole('textbox', { name: 'Address' }).fill(archive.address);
    await page.getByRole('button', { name: 'Download and import' }).click();
    await expect(page.getByRole('dialog', { name: '60 faces imported' })).toBeVisible({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Show the faces' }).click();
    await expect(page.getByRole('gridcell').first().locator('img')).toBeVisible();
    expect(existsSync(join(folder, 'mtfl', 'project', 'project.db'))).toBe(true);
    expect(troubles).toEqual([]);
  } finally {
    await server.end();
    await archive.close();
  }
});
