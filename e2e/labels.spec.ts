import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { labelFileWithOtherNames } from './support/labelFiles';
import { expect, test } from './support/test';

interface CocoFile {
  readonly annotations: readonly { readonly keypoints: readonly number[]; readonly attributes: object }[];
}

test('labels of another tool come in by a person’s word on their names, and go out again', async ({
  drawn,
  library,
  window,
  folder,
}) => {
  const photos = readdirSync(drawn.faces, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.jpg'))
    .slice(0, 3);
  await library.isShown();
  await window.keyboard.press('Control+i');
  await window.getByRole('textbox', { name: 'Folder or zip' }).fill(labelFileWithOtherNames(folder, photos));
  await window.keyboard.press('Enter');
  const mapping = window.getByRole('dialog', { name: 'What do these names mean?' });
  await expect(mapping.getByRole('columnheader').first()).toHaveText('image');
  await expect(mapping.getByText('In 3 of 3 faces')).toBeVisible();
  await mapping.getByRole('combobox', { name: 'Meaning of tip' }).selectOption('Nose');
  await mapping.getByRole('textbox', { name: 'Where the pictures are' }).fill(drawn.faces);
  await mapping.getByRole('button', { name: 'Import', exact: true }).click();
  await window.getByRole('dialog').getByRole('button', { name: 'Show the faces' }).click();

  await window.keyboard.press('Control+e');
  const dialog = window.getByRole('dialog', { name: 'Export labels' });
  await dialog.getByRole('combobox', { name: 'Format' }).selectOption('COCO keypoints');
  await dialog.getByRole('textbox', { name: 'Folder' }).fill(join(folder, 'out'));
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(dialog.getByText('The labels of 60 faces were written')).toBeVisible();
  const faces = ['train', 'test'].flatMap((split) => {
    const file = readFileSync(join(folder, 'out', 'annotations', `${split}.json`), 'utf8');
    return (JSON.parse(file) as CocoFile).annotations;
  });
  const swapped = [50, 60, 2, 80, 60, 2, 65, 75, 1, 52, 90, 2, 78, 90, 2];
  const imported = faces.filter(({ keypoints }) => keypoints.join() === swapped.join());
  expect(imported).toHaveLength(3);
  for (const { attributes } of imported) {
    expect(attributes).toMatchObject({ gender: 'female' });
    // The file says nothing of them: they are as they were drawn.
    expect(Object.keys(attributes).sort()).toEqual(['gender', 'glasses', 'pose', 'smile']);
  }
});

test('a table among photos that is not read is told, and its columns get their meaning when it is chosen', async ({
  drawn,
  library,
  window,
  folder,
}) => {
  const photo = readdirSync(drawn.faces, { recursive: true, encoding: 'utf8' }).find((name) =>
    name.endsWith('.jpg'),
  )!;
  const photos = join(folder, 'photos');
  mkdirSync(photos);
  cpSync(join(drawn.faces, photo), join(photos, 'one.jpg'));
  writeFileSync(join(photos, 'points.csv'), 'pic,px,py\none.jpg,60,70\n');
  const choose = async (path: string): Promise<void> => {
    await window.keyboard.press('Control+i');
    await window.getByRole('textbox', { name: 'Folder or zip' }).fill(path);
    await window.keyboard.press('Enter');
  };
  await library.isShown();
  await choose(photos);
  const note = window.getByRole('dialog').getByRole('listitem').filter({ hasText: 'points.csv' });
  await expect(note).toContainText('not read: no column names the image or a face’s points or box');
  await expect(note).toContainText('Import this file by itself and say what its columns mean');
  await window.getByRole('dialog').getByRole('button', { name: 'Show the faces' }).click();

  await choose(join(photos, 'points.csv'));
  const mapping = window.getByRole('dialog', { name: 'What do these names mean?' });
  for (const [name, meaning] of [
    ['pic', 'image'],
    ['px', 'nose.x'],
    ['py', 'nose.y'],
  ] as const) {
    await mapping.getByRole('combobox', { name: `Meaning of ${name}` }).selectOption(meaning);
  }
  await mapping.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(window.getByRole('dialog').getByText('Everything could be read.')).toBeVisible();
});
