import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { PredictPage } from './pages/predict';
import { TrainPage } from './pages/train';
import { run } from './support/command';
import { screens } from './support/screens';
import { Server } from './support/server';
import { expect, test as base } from './support/test';

const pictures = resolve(import.meta.dirname, '../docs/screenshots');
mkdirSync(pictures, { recursive: true });

/** With few colours: a third of the bytes, and no eye sees it. */
async function keep(page: Page, name: string): Promise<void> {
  // Colours that are still on their way to the other theme arrive.
  const picture = await page.screenshot({ animations: 'disabled' });
  await sharp(picture)
    .png({ palette: true })
    .toFile(join(pictures, `${name}.png`));
}

/** Drawn faces only, a run that has learnt from them, and a study of what its heads give each other. */
const test = base.extend({
  original: async ({ drawn }, use) => {
    const demo = join(drawn.folder, 'demo');
    const state = join(drawn.folder, 'state');
    const out = await run(state, ['demo', '--output', demo, '--faces', '2000', '--json']);
    const { run: name } = JSON.parse(out.trim().split('\n').at(-1)!) as { run: string };
    const project = join(demo, 'project');
    await run(state, ['suggest', '--project', project, '--run', name]);
    const study = ['--sets', 'alone,all', '--heads', 'landmarks,smile,pose', '--seeds', '2'];
    await run(state, ['ablate', '--project', project, ...study, '--epochs', '2', '--input-size', '32']);
    await use(project);
  },
});

test('every screen, dark and light', async ({ library, window, drawn }) => {
  await library.isShown();
  const take = async (name: string): Promise<void> => {
    // Pictures of faces come when they are ready, on a busy machine some time after the screen.
    await window.waitForFunction(() =>
      Array.from(document.images).every((image) => image.complete && image.naturalWidth > 0),
    );
    for (const colorScheme of ['dark', 'light'] as const) {
      await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      // Charts follow the colours in the frame after.
      await window.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
      await keep(window, `${name}-${colorScheme}`);
    }
  };
  for (const { name, show, leave } of screens) {
    await show(window);
    await take(name);
    await leave?.(window);
  }
  await new TrainPage(window).open();
  await window.getByTestId('ablation').scrollIntoViewIfNeeded();
  await take('train-studies');
  const predict = new PredictPage(window);
  await predict.go();
  await predict.predictOn(drawn.faces);
  await predict.isDone(/60 faces predicted/);
  await predict.cells.nth(2).click();
  await expect(predict.details.locator('img')).toHaveJSProperty('complete', true);
  await take('predict-results');
});

test('the welcome screen', async ({ page, folder }) => {
  const server = new Server(join(folder, 'state'), null);
  try {
    await page.goto(await server.start());
    await page.getByRole('button', { name: 'Open a project' }).waitFor();
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await keep(page, `welcome-${colorScheme}`);
    }
  } finally {
    await server.end();
  }
});
