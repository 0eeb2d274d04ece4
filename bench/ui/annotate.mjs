import { median, openWindow, percentile, rounded, whenPicturesAreThere } from './browser.mjs';

const walked = 100;
/** A face is looked at for that long, by a quick eye. */
const lookMs = 200;
/** Before that a press is a click. */
const slackPx = 4;

/** One face after the other, a dragged point, and the heap after as many faces as a long day has. */
export async function annotateFigures(browser, served, opened) {
  const { page, close } = await openWindow(browser);
  await page.goto(await served.address());
  await page.getByRole('grid').waitFor();
  await whenPicturesAreThere(page);
  await page.locator('#tile-0').dblclick();
  await page.getByRole('application').locator('img').first().waitFor();
  await page.getByRole('application').focus();
  const next = [];
  for (let face = 0; face < walked; face += 1) {
    await page.waitForTimeout(lookMs);
    next.push(await nextFace(page));
  }
  const unseen = [];
  for (let face = 0; face < walked; face += 1) unseen.push(await nextFace(page));
  const drag = await dragFigures(page);
  const heap = opened > 0 ? await heapAfter(page, opened) : {};
  await close();
  return {
    nextFaceMilliseconds: { median: median(next), slowest: percentile(next, 1) },
    nextFaceWithoutLookingMilliseconds: { median: median(unseen), slowest: percentile(unseen, 1) },
    drag,
    ...heap,
  };
}

/** Milliseconds in the page from the key to the first frame with the next face's picture in it. */
async function nextFace(page) {
  return page.evaluate(async () => {
    const stage = document.querySelector('[role=application]');
    const picture = () => stage.querySelector('img');
    const before = picture().src;
    const startedMs = performance.now();
    stage.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'd', code: 'KeyD', bubbles: true, cancelable: true }),
    );
    stage.dispatchEvent(new KeyboardEvent('keyup', { key: 'd', code: 'KeyD', bubbles: true }));
    for (;;) {
      await new Promise(requestAnimationFrame);
      const now = picture();
      if (now && now.src !== before && now.complete && now.naturalWidth > 0)
        return performance.now() - startedMs;
    }
  });
}

/** Frames from a pointer's move to the handle being there, over 60 moves. */
async function dragFigures(page) {
  const handle = page.locator('[data-point] .handle').first();
  const box = await handle.boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + slackPx, y);
  await page.evaluate(() => {
    const handle = document.querySelector('[data-point] .handle');
    const frames = (globalThis.dragFrames = []);
    addEventListener(
      'pointermove',
      () => {
        const before = handle.getBoundingClientRect().x;
        let frame = 0;
        const look = () => {
          frame += 1;
          if (handle.getBoundingClientRect().x !== before) frames.push(frame);
          else if (frame < 60) requestAnimationFrame(look);
          else frames.push(Infinity);
        };
        requestAnimationFrame(look);
      },
      { capture: true },
    );
  });
  for (let move = 1; move <= 60; move += 1) await page.mouse.move(x + slackPx + move, y);
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await page.keyboard.press('Escape');
  await page.mouse.up();
  const frames = await page.evaluate(() => globalThis.dragFrames);
  if (frames.length === 0) throw new Error('Nothing was dragged.');
  return { moves: frames.length, slowestFrames: Math.max(...frames) };
}

async function heapAfter(page, opened) {
  const session = await page.context().newCDPSession(page);
  const used = async () => {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize / 1e6;
  };
  const before = await used();
  for (let face = 0; face < opened; face += 1) await nextFace(page);
  return {
    facesOpened: opened,
    heapMegabytes: { before: rounded(before), after: rounded(await used()) },
  };
}
