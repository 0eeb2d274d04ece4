import { median, openWindow, percentile, rounded, whenPicturesAreThere } from './browser.mjs';

const rounds = 9;

/** The grid: scrolled from end to end, jumped in, filtered and sorted. */
export async function libraryFigures(browser, served) {
  const { page, close } = await openWindow(browser);
  await page.goto(await served.address());
  await page.getByRole('grid').waitFor();
  await whenPicturesAreThere(page);

  const longest = await scrollFromEndToEnd(page);
  const places = Array.from({ length: rounds }, (_, round) => (round + 1) / (rounds + 1));
  for (const place of places) await jump(page, place);
  await page.evaluate(() => document.querySelector('[role=grid]').scrollTo({ top: 0 }));
  await whenPicturesAreThere(page);
  await close();

  // Another window: what has been made is on disk, and nothing is in this browser's cache.
  const other = await openWindow(browser);
  await other.page.goto(await served.address());
  await other.page.getByRole('grid').waitFor();
  await whenPicturesAreThere(other.page);
  const warm = [];
  for (const place of places) warm.push(await jump(other.page, place));
  const filters = [];
  const sorts = [];
  for (let round = 0; round < rounds; round += 1) {
    // On and off, so that each round changes what is shown.
    filters.push(await toChanged(other.page, () => button(other.page, 'Gender', /^Female/).click()));
  }
  const open = async () => other.page.getByRole('button', { name: /^Sort/ }).click();
  for (const name of [/name/i, /as imported/i, /name/i, /as imported/i]) {
    await open();
    const item = other.page.getByRole('menuitemradio', { name }).first();
    await item.waitFor();
    sorts.push(await toChanged(other.page, () => item.click()));
  }
  await other.close();
  return {
    scrolling: longest,
    warmScreenfulMilliseconds: { median: median(warm), slowest: percentile(warm, 1) },
    filterMilliseconds: { median: median(filters), slowest: percentile(filters, 1) },
    sortMilliseconds: { median: median(sorts), slowest: percentile(sorts, 1) },
  };
}

function button(page, section, name) {
  return page.getByRole('region', { name: section, exact: true }).getByRole('button', { name });
}

/** In 400 steps of a frame each. Tasks under 50 ms are not told by the browser. */
async function scrollFromEndToEnd(page) {
  return page.evaluate(async () => {
    const grid = document.querySelector('[role=grid]');
    await new Promise((done) => setTimeout(done, 500));
    globalThis.longTasks.length = 0;
    const frames = [];
    let before = performance.now();
    for (let step = 0; step <= 400; step += 1) {
      grid.scrollTop = (step / 400) * (grid.scrollHeight - grid.clientHeight);
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      frames.push(now - before);
      before = now;
    }
    await new Promise((done) => setTimeout(done, 500));
    const sorted = frames.toSorted((first, second) => first - second);
    return {
      tasksOver50Milliseconds: globalThis.longTasks.length,
      longestTaskMilliseconds: Math.round(Math.max(0, ...globalThis.longTasks)),
      frameMilliseconds: { median: Math.round(sorted[200]), slowest: Math.round(sorted.at(-1)) },
    };
  });
}

async function jump(page, place) {
  const startedMs = performance.now();
  await page.evaluate((share) => {
    const grid = document.querySelector('[role=grid]');
    grid.scrollTop = share * (grid.scrollHeight - grid.clientHeight);
  }, place);
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await whenPicturesAreThere(page);
  return performance.now() - startedMs;
}

/** Milliseconds in the page from the click to the first frame with other tiles in it. */
async function toChanged(page, click) {
  await page.evaluate(() => {
    const first = () => document.querySelector('[role=grid] [role=gridcell]')?.getAttribute('aria-label');
    const before = first();
    globalThis.changed = new Promise((done) => {
      addEventListener(
        'click',
        () => {
          const startedMs = performance.now();
          const look = () => {
            if (first() !== before && first() !== undefined) done(performance.now() - startedMs);
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        },
        { once: true, capture: true },
      );
    });
  });
  await click();
  const milliseconds = await page.evaluate(() => globalThis.changed);
  await whenPicturesAreThere(page);
  return rounded(milliseconds);
}
