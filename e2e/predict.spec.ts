import { cpSync, linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { dropFiles, PredictPage } from './pages/predict';
import { type DrawnProject } from './support/drawnProject';
import { findings } from './support/findings';
import { expect, test as base } from './support/test';

const test = base.extend<{ readonly predict: PredictPage }>({
  original: async ({ trained }, use) => use(trained),
  predict: async ({ library, window }, use) => {
    await library.isShown();
    const predict = new PredictPage(window);
    await predict.go();
    await use(predict);
  },
});

/** The drawn set's pictures. */
function drawnPictures({ faces }: DrawnProject): string[] {
  return readdirSync(faces, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(jpg|png)$/.test(name))
    .map((name) => join(faces, name))
    .sort();
}

/** Some of them in a folder, one nested, and two files that are no photos. */
function photoFolder(folder: string, drawn: DrawnProject, count: number): string {
  const photos = join(folder, 'holiday');
  mkdirSync(join(photos, 'nested', 'deeper'), { recursive: true });
  drawnPictures(drawn)
    .slice(0, count)
    .forEach((picture, index) => {
      const place = index === 0 ? join('nested', 'deeper') : '';
      cpSync(picture, join(photos, place, `photo-${String(index).padStart(2, '0')}.jpg`));
    });
  writeFileSync(join(photos, 'broken.jpg'), 'no picture at all');
  writeFileSync(join(photos, 'notes.txt'), 'not a photo');
  return photos;
}

/** The first of a folder's photos with other bytes than before: the project has them under other names. */
async function encodedAnew(photos: string, count: number): Promise<void> {
  const files = readdirSync(photos, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /photo-\d+\.jpg$/.test(name),
  );
  for (const name of files.sort().slice(0, count)) {
    const file = join(photos, name);
    writeFileSync(file, await sharp(readFileSync(file)).jpeg({ quality: 80 }).toBuffer());
  }
}

function lines(file: string): string[] {
  return readFileSync(file, 'utf8').trimEnd().split(/\r?\n/);
}

/** Every face that is shown has the text in its name. */
async function named(predict: PredictPage, text: string): Promise<number> {
  await expect(predict.cells.first()).toContainText(text);
  const labels = await predict.cells.allInnerTexts();
  for (const label of labels) expect(label).toContain(text);
  return labels.length;
}

/** Also where the window is narrow nothing lies beyond its right edge. */
async function isAllAtHand(predict: PredictPage, window: Page): Promise<void> {
  const wide = window.viewportSize()!;
  for (const width of [900, 1100]) {
    await window.setViewportSize({ width, height: wide.height });
    for (const part of [predict.command('Add to project…'), predict.command('Save…'), predict.grid]) {
      const box = (await part.boundingBox())!;
      expect(box.x + box.width).toBeLessThanOrEqual(width);
    }
    expect(await window.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  await window.setViewportSize(wide);
}

function confidence(label: string, head: string): number {
  return Number(new RegExp(`${head} \\D*(\\d+)\\s%`).exec(label)?.[1]);
}

test('a folder is predicted on past a broken file, filtered, looked at, and saved in every format', async ({
  predict,
  window,
  drawn,
  folder,
}) => {
  expect(await findings(window)).toEqual([]);
  await predict.predictOn(photoFolder(folder, drawn, 40));
  await predict.isDone('“holiday”: 40 faces predicted, 1 error');
  await expect(predict.sets).toHaveText(/holiday/);
  await predict.counts('40 faces');
  expect(await predict.label(0)).toMatch(
    /^nested\/deeper\/photo-00\.jpg Gender \w+ \d+\s% Smile \w+ \d+\s% Glasses \w+ \d+\s% Pose [\w ]+ \d+\s%$/,
  );

  await predict.command('1 error').click();
  const problem = window.getByRole('listitem').filter({ hasText: 'broken.jpg' });
  await expect(problem).toContainText('It is no JPEG, PNG, WebP, TIFF, GIF or AVIF image.');
  expect(await findings(window)).toEqual([]);
  await predict.command('Back to the results').click();
  await isAllAtHand(predict, window);

  // By value: what the filter counts is what the grid shows, and each face says so.
  const yes = await predict.valueCount('Smile', 'Yes');
  const value = yes > 0 ? 'Yes' : 'No';
  const count = await predict.valueCount('Smile', value);
  await predict.value('Smile', value).click();
  await predict.counts(`${count} of 40 faces`);
  expect(await predict.label(count - 1 > 5 ? 5 : 0)).toContain(`Smile ${value}`);
  await window.getByRole('searchbox', { name: 'Search file names' }).fill('PHOTO-1');
  await expect(predict.cells).toHaveCount(await named(predict, 'photo-1'));
  await predict.command('Clear filters').click();
  await predict.counts('40 faces');

  // By confidence: the doubtful first, and with the keyboard the least sure left out step by step.
  await predict.command('Sort: photo').click();
  await window.getByRole('menuitemradio', { name: 'Pose' }).click();
  await expect(predict.command('Sort: Pose, doubtful first')).toBeVisible();
  const sure = await Promise.all(
    [0, 5, 10].map(async (index) => confidence(await predict.label(index), 'Pose')),
  );
  expect(sure).toEqual(sure.toSorted((first, second) => first - second));
  const least = window.getByRole('slider', { name: 'Pose: least Confidence' });
  await least.focus();
  for (let step = 0; step < 10; step += 1) await window.keyboard.press('PageUp');
  await expect(window.getByRole('heading', { name: 'No face matches the filters' })).toBeVisible();
  await window.keyboard.press('Home');
  await predict.counts('40 faces');
  await predict.command('Sort: Pose, doubtful first').click();
  await window.getByRole('menuitemradio', { name: 'photo' }).click();
  await expect(predict.command('Sort: photo')).toBeVisible();

  // One result large, the next by the arrow key.
  await predict.cells.first().click();
  await expect(predict.details.getByRole('heading', { level: 2 })).toHaveText('nested/deeper/photo-00.jpg');
  await expect(predict.details.locator('img')).toHaveJSProperty('complete', true);
  await expect(predict.details.locator('[data-point]')).toHaveCount(5);
  await expect(predict.details.getByRole('region', { name: 'Pose' }).locator('dt')).toHaveCount(5);
  expect(await findings(window)).toEqual([]);
  await predict.grid.focus();
  await window.keyboard.press('ArrowRight');
  await expect(predict.details.getByRole('heading', { level: 2 })).toHaveText('photo-01.jpg');
  await window.keyboard.press('Escape');
  await expect(predict.details).toHaveCount(0);

  await window.keyboard.press('Control+s');
  const dialog = window.getByRole('dialog', { name: 'Save predictions' });
  const formats = ['CSV', 'JSON lines', 'COCO keypoints', 'MTFL text', 'YOLO-pose'];
  for (const format of [...formats, 'Pictures', 'Crops', 'Summary page']) {
    await dialog.getByRole('checkbox', { name: format }).check();
  }
  expect(await findings(window)).toEqual([]);
  const out = join(folder, 'saved');
  await dialog.getByRole('textbox', { name: 'Into the folder' }).fill('saved');
  await expect(dialog.getByText('Give the whole path, from the top of the computer.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  expect(await findings(window)).toEqual([]);
  await dialog.getByRole('textbox', { name: 'Into the folder' }).fill(out);
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog.getByRole('status')).toContainText('40 faces saved');
  await expect(dialog.getByText(join(out, 'predictions.coco.json'))).toBeVisible();

  const csv = lines(join(out, 'predictions.csv'));
  expect(csv).toHaveLength(41);
  expect(csv[0]).toMatch(
    /^image,image_width,image_height,face,region_x,.*left_eye_x,left_eye_y,.*pose_frontal/,
  );
  expect(csv[1]).toMatch(/^nested\/deeper\/photo-00\.jpg,\d+,\d+,0,/);
  const json = lines(join(out, 'predictions.jsonl')).map(
    (line) => JSON.parse(line) as { image: string; faces: { heads: { pose: { value: string } } }[] },
  );
  expect(json.map(({ image }) => image)).toHaveLength(40);
  const coco = JSON.parse(readFileSync(join(out, 'predictions.coco.json'), 'utf8')) as {
    images: { file_name: string }[];
    annotations: { keypoints: number[]; attributes: { pose: string } }[];
  };
  expect(coco.images.map(({ file_name }) => file_name)).toEqual(json.map(({ image }) => image));
  expect(coco.annotations[0]!.keypoints).toHaveLength(15);
  expect(coco.annotations.map(({ attributes }) => attributes.pose)).toEqual(
    json.map(({ faces }) => faces[0]!.heads.pose.value),
  );
  const mtfl = lines(join(out, 'predictions.mtfl.txt'));
  expect(mtfl).toHaveLength(40);
  expect(mtfl[0]!.split(' ')).toHaveLength(15);
  const pictures = readdirSync(join(out, 'overlays'), { recursive: true, encoding: 'utf8' });
  expect(pictures.filter((name) => name.endsWith('.overlay.jpg'))).toHaveLength(40);
  expect(readdirSync(join(out, 'yolo', 'labels'))).toHaveLength(40);
  expect(readdirSync(join(out, 'crops'))).toContain('photo-01.jpg.face-0.jpg');
  expect(readFileSync(join(out, 'summary.html'), 'utf8')).toContain('40 faces in 41 photos');
});

test('thousands of photos are stopped, gone on with, killed with the studio, and each is predicted once', async ({
  predict,
  window,
  server,
  drawn,
  folder,
}) => {
  // A busy machine takes its time for so many; how long is nothing that is tested here.
  const longMs = 240_000;
  test.setTimeout(2 * longMs);
  const photos = join(folder, 'many');
  const pictures = drawnPictures(drawn);
  for (let number = 0; number < 2000; number += 1) {
    const place = join(photos, String(number % 7));
    mkdirSync(place, { recursive: true });
    linkSync(pictures[number % pictures.length]!, join(place, `${number}.jpg`));
  }
  await predict.predictOn(photos);
  await predict.cells.first().waitFor({ timeout: 90_000 });
  // At once: waiting until nothing moves any more would be waiting for the end.
  await predict.command('Stop').click({ force: true });
  const state = window.getByRole('status').filter({ hasText: 'Stopped' });
  await expect(state).toContainText(/[\d,]+ photos are left/);
  await predict.command('Go on').click();
  await expect(predict.command('Stop')).toBeVisible();
  await server.end('SIGKILL');
  await server.start();
  await expect(window.getByRole('status').filter({ hasText: 'Interrupted' })).toContainText(
    'photos are left',
  );
  await predict.command('Go on').click();
  await predict.isDone('“many”: 2,000 faces predicted', longMs);
  await predict.counts('2,000 faces');

  await window.keyboard.press('Control+s');
  const dialog = window.getByRole('dialog', { name: 'Save predictions' });
  await dialog.getByRole('textbox', { name: 'Into the folder' }).fill(join(folder, 'out'));
  await window.keyboard.press('Enter');
  await expect(dialog.getByRole('status')).toContainText('2,000 faces saved');
  const names = lines(join(folder, 'out', 'predictions.csv'))
    .slice(1)
    .map((line) => line.split(',')[0]);
  expect(new Set(names).size).toBe(2000);
  expect(names).toHaveLength(2000);
});

test('photos that are dropped on the window are predicted on, become suggestions to review, and can be taken back', async ({
  predict,
  window,
  drawn,
  folder,
}) => {
  await predict.path.waitFor();
  const holiday = photoFolder(folder, drawn, 6);
  await encodedAnew(holiday, 5);
  await dropFiles(window, [holiday]);
  // The two files that no photo's name have stay where they are; the broken one is the studio's to judge.
  await expect(window.getByText('7 photos from this browser').first()).toBeVisible();
  await expect(window.getByText('1 file was passed over, which is no photo (.txt).')).toBeVisible();
  await predict.command('Whole photo').click();
  await predict.start.click();
  await predict.isDone('“holiday”: 6 faces predicted, 1 error');
  await predict.command('1 error').click();
  await expect(window.getByRole('listitem').filter({ hasText: 'holiday/broken.jpg' })).toContainText(
    'It is no JPEG',
  );
  await predict.command('Back to the results').click();
  await expect(predict.cells.first().locator('img')).toHaveJSProperty('complete', true);

  await predict.command('Add to project…').click();
  const dialog = window.getByRole('dialog', { name: 'Add to the project as suggestions' });
  await expect(dialog.getByRole('radio', { name: /^Unassigned/ })).toBeChecked();
  expect(await findings(window)).toEqual([]);
  await dialog.getByRole('button', { name: 'Add 6 faces' }).click();
  await predict.isDone('5 faces added to Unassigned, 1 was there already, 1 photo is in the project');
  await expect(window.getByRole('contentinfo')).toContainText('65 faces');

  await predict.cells.first().click();
  await predict.details.getByRole('button', { name: 'Review in Annotate' }).click();
  await expect(window.getByRole('application')).toBeVisible();
  await expect(window.locator('.ghosts rect, .ghosts circle')).toHaveCount(4);
  const suggestion = window.getByRole('region', { name: 'Suggestions' });
  await expect(suggestion).toContainText('Suggested by quick');
  await window.keyboard.press('a');
  await expect(window.getByText('The model says the same as the label.')).toBeVisible();
  await window.keyboard.press('Control+z');

  await predict.go();
  await predict.command('Take back').click();
  await window.getByRole('dialog').getByRole('button', { name: 'Undo this import' }).click();
  await expect(window.getByRole('contentinfo')).toContainText('60 faces');

  await predict.sets.first().hover();
  await predict.command('Delete “holiday”').click();
  await window.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(predict.sets).toHaveCount(0);
  await expect(predict.path).toBeVisible();
});

test('all faces of a photo are found, in a folder that is waited for until it is stopped', async ({
  predict,
  window,
  drawn,
  folder,
}) => {
  const photos = join(folder, 'group');
  mkdirSync(photos);
  const [first, second] = drawnPictures(drawn);
  const side = 240;
  const faces = await Promise.all(
    [first!, second!].map((file) => sharp(file).resize(side, side, { fit: 'fill' }).toBuffer()),
  );
  await sharp({ create: { width: 3 * side, height: side, channels: 3, background: '#808080' } })
    .composite(faces.map((input, index) => ({ input, left: index * 2 * side, top: 0 })))
    .jpeg()
    .toFile(join(photos, 'two.jpg'));
  await window.getByRole('checkbox', { name: 'Wait for more photos' }).check();
  expect(await findings(window)).toEqual([]);
  await predict.predictOn(photos, 'Find them');
  await expect(predict.cells).toHaveCount(2, { timeout: 90_000 });
  await predict.cells.first().click();
  await expect(predict.details.getByText('Face 1 of 2', { exact: true })).toBeVisible();
  await expect(predict.details.locator('.frame')).toHaveCount(2);
  await predict.details.getByRole('button', { name: 'Face 2 of 2' }).click();
  await expect(predict.details.getByText('Face 2 of 2', { exact: true })).toBeVisible();
  expect(await findings(window)).toEqual([]);

  cpSync(first!, join(photos, 'late.jpg'));
  await expect(predict.cells).toHaveCount(3, { timeout: 30_000 });
  const late = predict.cells.nth(2).locator('img');
  const before = await late.getAttribute('src');
  cpSync(second!, join(photos, 'late.jpg'));
  await expect(late).not.toHaveAttribute('src', before!, { timeout: 30_000 });
  await expect(predict.cells).toHaveCount(3);
  await predict.command('Stop').click();
  await expect(window.getByRole('status').filter({ hasText: 'Stopped' })).toBeVisible();
});

test('photos that could not be reached are tried again', async ({ predict, window, drawn, folder }) => {
  const photos = photoFolder(folder, drawn, 3);
  const away = join(folder, 'away.jpg');
  symlinkSync(away, join(photos, 'linked.jpg'));
  await predict.predictOn(photos);
  await predict.isDone('“holiday”: 3 faces predicted, 2 errors');
  const state = window.getByRole('status').filter({ hasText: '1 photo could not be reached.' });
  await expect(state).toBeVisible();
  expect(await findings(window)).toEqual([]);
  cpSync(drawnPictures(drawn)[5]!, away);
  await predict.command('Try again').click();
  await predict.isDone('“holiday”: 4 faces predicted, 1 error');
  await expect(state).toHaveCount(0);
  await predict.counts('4 faces');
});
