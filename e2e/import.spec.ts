import { appendFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './support/test';

test('an import with a broken row says line by line what was skipped, and why', async ({
  drawn,
  library,
  window,
  folder,
}) => {
  const faces = join(folder, 'more faces');
  cpSync(drawn.faces, faces, { recursive: true });
  appendFileSync(
    join(faces, 'training.txt'),
    '\r\n nowhere\\gone.jpg 1 2 3 4 5 1 2 3 4 5 1 1 1 1\r\n half a row\r\n',
  );
  await library.isShown();
  await window.keyboard.press('Control+i');
  const dialog = window.getByRole('dialog', { name: 'Import faces' });
  await dialog.getByRole('textbox', { name: 'Folder or zip' }).fill(faces);
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  const report = window.getByRole('dialog', { name: '60 faces imported' });
  await expect(report.getByText('Skipped, and why')).toBeVisible();
  await expect(report.getByRole('listitem').filter({ hasText: 'Line 50' })).toContainText('gone.jpg');
  await expect(report.getByRole('listitem').filter({ hasText: 'Line 51' })).toBeVisible();
  await report.getByRole('button', { name: 'Show the faces' }).click();
  await library.counts('120 faces');
});

test('an import that cannot be says what failed, why, and what to do', async ({
  library,
  window,
  folder,
}) => {
  await library.isShown();
  await window.keyboard.press('Control+i');
  await window.getByRole('textbox', { name: 'Folder or zip' }).fill(join(folder, 'nowhere'));
  await window.keyboard.press('Enter');
  const alert = window.getByRole('dialog').getByRole('alert');
  await expect(alert).toContainText('Nothing could be imported');
  await expect(alert).toContainText('nowhere');
  await expect(alert).toContainText('Check the path');
  await window.getByRole('button', { name: 'Back' }).click();
  await expect(window.getByRole('textbox', { name: 'Folder or zip' })).toHaveValue(join(folder, 'nowhere'));
});

test('folders are chosen in the window, where no system dialog can be', async ({
  drawn,
  library,
  window,
  folder,
}) => {
  const faces = join(folder, 'faces to choose');
  cpSync(drawn.faces, faces, { recursive: true });
  await library.isShown();
  await window.keyboard.press('Control+i');
  await window.getByRole('button', { name: 'Choose…' }).click();
  const chooser = window.getByRole('dialog', { name: 'Choose a folder or a zip' });
  await chooser.getByRole('textbox', { name: 'Path' }).fill(folder);
  await window.keyboard.press('Enter');
  await expect(chooser.getByRole('button', { name: /^project/ })).toContainText('Facet project');
  await chooser.getByRole('button', { name: /^faces to choose/ }).click();
  await expect(chooser.getByRole('textbox', { name: 'Path' })).toHaveValue(faces);
  await chooser.getByRole('button', { name: 'Choose this folder' }).click();
  await expect(window.getByRole('textbox', { name: 'Folder or zip' })).toHaveValue(faces);
});
