import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { median, openWindow, percentile, rounded } from './browser.mjs';

const name = 'Beside a window';

/**
 * What an open window with live charts costs a training: the time of a hundred steps with it and without it, in turns
 * within one run. The log is written a hundred steps at a time; the hundred in which the window opens or closes are
 * not counted.
 */
export async function trainingFigures(browser, served, project, pairs) {
  let window = await openTraining(browser, served);
  await begin(window.page);
  const log = await logIn(project);
  await hundredSteps(log);
  const times = { with: [], without: [] };
  for (let pair = 0; pair < pairs; pair += 1) {
    await hundredSteps(log);
    times.with.push(await hundredSteps(log));
    await window.close();
    await hundredSteps(log);
    times.without.push(await hundredSteps(log));
    window = await openTraining(browser, served);
  }
  await window.page.getByRole('button', { name: 'Stop', exact: true }).click();
  await window.page.getByTestId('run-state').getByText('Stopped').first().waitFor();
  await window.close();
  const lost = times.with.map((ms, pair) => 100 * (1 - times.without[pair] / ms));
  return {
    trainingBesideAWindow: {
      secondsAHundredSteps: {
        with: times.with.map((ms) => rounded(ms / 1000)),
        without: times.without.map((ms) => rounded(ms / 1000)),
      },
      speedLostPercent: { median: median(lost), most: percentile(lost, 1) },
    },
  };
}

async function openTraining(browser, served) {
  const window = await openWindow(browser);
  await window.page.goto(await served.address());
  await window.page.getByRole('grid').waitFor();
  await window.page.keyboard.press('Control+3');
  await window.page.getByRole('form', { name: 'New run' }).waitFor();
  return window;
}

async function begin(page) {
  const form = page.getByRole('form', { name: 'New run' });
  await form.getByRole('textbox', { name: 'Name of the run' }).fill(name);
  const more = form.getByRole('button', { name: 'Validation and more', exact: true });
  if ((await more.getAttribute('aria-expanded')) === 'false') await more.click();
  // No checkpoint and no validation in between: a hundred steps are a hundred steps.
  await form.getByRole('textbox', { name: /^Checkpoint every/ }).fill('100000');
  await form.getByRole('button', { name: 'Start' }).click();
  await page.getByRole('article', { name: `Run ${name}` }).waitFor();
}

async function logIn(project) {
  const runs = join(project, 'runs');
  for (;;) {
    for (const run of listed(runs)) {
      const log = join(runs, run, 'events.jsonl');
      if (listed(join(runs, run)).includes('events.jsonl') && readFileSync(log).length > 0) return log;
    }
    await wait(50);
  }
}

function listed(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Milliseconds until the log has grown. */
async function hundredSteps(log) {
  const { size } = statSync(log);
  const startedMs = performance.now();
  while (statSync(log).size === size) await wait(5);
  return performance.now() - startedMs;
}
