import { readdirSync, readFileSync } from 'node:fs';
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
