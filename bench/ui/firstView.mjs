import { gzipSync } from 'node:zlib';
import { openWindow, rounded, whenPicturesAreThere } from './browser.mjs';

/**
 * From the window's opening to faces in it: the first time that anyone looks (no thumbnail has been made), and for a
 * second window. And what the first view loads, seen in a third: reading the files would hold up the window.
 */
export async function firstViewFigures(browser, served) {
  const firstEver = await firstView(browser, served, () => undefined);
  const again = await firstView(browser, served, () => undefined);
  const scripts = [];
  await firstView(browser, served, (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.body());
  });
  const bytes = (await Promise.all(scripts)).reduce((sum, script) => sum + gzipSync(script).length, 0);
  return {
    firstViewMilliseconds: { firstEver, again },
    firstViewScriptsKilobytesGzipped: rounded(bytes / 1000),
  };
}

async function firstView(browser, served, onResponse) {
  const { page, close } = await openWindow(browser);
  page.on('response', onResponse);
  const address = await served.address();
  const startedMs = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.getByRole('grid').waitFor();
  await whenPicturesAreThere(page);
  const milliseconds = rounded(performance.now() - startedMs);
  await page.waitForLoadState();
  await close();
  return milliseconds;
}
