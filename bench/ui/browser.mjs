import { chromium } from '@playwright/test';
import { findBrowser } from '../../scripts/browser.mjs';

export async function openBrowser() {
  const executablePath = process.env['FACET_BROWSER'] ?? (await findBrowser());
  if (executablePath === null) throw new Error('There is no Chromium here, and none could be installed.');
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  // The heap is told to the byte, and collected when asked.
  const args = [
    '--disable-dev-shm-usage',
    '--enable-precise-memory-info',
    '--js-flags=--expose-gc',
    ...asRoot,
  ];
  return chromium.launch({ executablePath, args });
}

/** A window of its own: no cache, no cookies of another. Long tasks are noted from the beginning. */
export async function openWindow(browser) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    colorScheme: 'dark',
  });
  const page = await context.newPage();
  await page.addInitScript(() => {
    globalThis.longTasks = [];
    const note = (list) => globalThis.longTasks.push(...list.getEntries().map(({ duration }) => duration));
    new PerformanceObserver(note).observe({ type: 'longtask', buffered: true });
  });
  return { page, close: () => context.close() };
}

/** Resolves in the page once every tile in sight has its picture; answers the milliseconds since `startedMs`. */
export function whenPicturesAreThere(page) {
  return page.evaluate(async () => {
    const inSight = () => {
      const grid = document.querySelector('[role=grid]');
      const { top, bottom } = grid.getBoundingClientRect();
      return [...grid.querySelectorAll('[role=gridcell]')].filter((cell) => {
        const box = cell.getBoundingClientRect();
        return box.bottom > top && box.top < bottom;
      });
    };
    for (;;) {
      const cells = inSight();
      const pictures = cells.map((cell) => cell.querySelector('img'));
      if (cells.length > 0 && pictures.every((picture) => picture?.complete && picture.naturalWidth > 0))
        return;
      await new Promise(requestAnimationFrame);
    }
  });
}

export function median(times) {
  return percentile(times, 0.5);
}

export function percentile(times, share) {
  const sorted = times.toSorted((first, second) => first - second);
  return rounded(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]);
}

export function rounded(value) {
  return Math.round(value * 10) / 10;
}
