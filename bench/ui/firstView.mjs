import { gzipSync } from 'node:zlib';
import { openWindow, rounded, whenPicturesAreThere } from './browser.mjs';

/**
 * From the window's opening to faces in it: the first time that anyone looks (no thumbnail has been made), and for a
 * second window. And what the first view loads.
 */
export async function firstViewFigures(browser, served) {
  const first = await firstView(browser, await served.address());
  const second = await firstView(browser, await served.address());
  return {
    firstViewMilliseconds: { firstEver: first.milliseconds, again: second.milliseconds },
    firstViewScriptsKilobytesGzipped: second.scriptsKilobytesGzipped,
  };
}

async function firstView(browser, address) {
  const { page, close } = await openWindow(browser);
  const scripts = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.body());
  });
  const startedMs = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.getByRole('grid').waitFor();
  await whenPicturesAreThere(page);
  const milliseconds = rounded(performance.now() - startedMs);
  const bytes = (await Promise.all(scripts)).reduce((sum, script) => sum + gzipSync(script).length, 0);
  await close();
  return { milliseconds, scriptsKilobytesGzipped: rounded(bytes / 1000) };
}
