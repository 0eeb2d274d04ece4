import { mkdtempSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';

const heads = ['landmarks', 'gender', 'smile', 'glasses', 'pose'];
const facet = join(import.meta.dirname, '..', 'scripts', 'facet.mjs');
let folder = '';

/** The page that `facet demo` ends with, made by the real command from a few faces. */
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'facet-e2e-'));
  const words = [facet, 'demo', '--output', join(folder, 'demo'), '--faces', '60'];
  const demo = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  demo.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const exitCode = await new Promise((done) => demo.on('close', done));
  expect(exitCode, errors).toBe(0);
});

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the report shows every head, chart, matrix and picture, and asks nobody for anything', async ({
  page,
}) => {
  const complaints: string[] = [];
  const addresses = new Set<string>();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('request', (request) => addresses.add(new URL(request.url()).protocol));
  await page.goto(pathToFileURL(join(folder, 'demo', 'report.html')).href);

  await expect(page.getByRole('heading', { level: 1 })).toContainText('demo');
  for (const head of heads) {
    await expect(page.getByRole('heading', { name: head, exact: true }).first()).toBeVisible();
  }
  await expect(page.getByRole('img', { name: /loss/i }).first()).toBeVisible();
  await expect(page.locator('table.confusion')).toHaveCount(heads.length - 1);

  const pictures = page.locator('img');
  await expect(pictures).toHaveCount(24);
  await pictures.last().scrollIntoViewIfNeeded();
  await expect
    .poll(() =>
      pictures.evaluateAll((all) =>
        all.every((image) => (image as { naturalWidth?: number }).naturalWidth !== 0),
      ),
    )
    .toBe(true);

  const table = page.locator('details table').first();
  await expect(table).toBeHidden();
  await page.locator('details summary').first().click();
  await expect(table).toBeVisible();

  expect(complaints).toEqual([]);
  // Pictures in the page itself are no requests to anybody, whether or not the browser tells of them.
  addresses.delete('data:');
  expect([...addresses]).toEqual(['file:']);
});

test('the report follows the system’s colours', async ({ page }) => {
  await page.goto(pathToFileURL(join(folder, 'demo', 'report.html')).href);
  const ground = async (colorScheme: 'light' | 'dark'): Promise<string> => {
    await page.emulateMedia({ colorScheme });
    return page.locator('body').evaluate((body) => {
      const { backgroundColor } = (
        globalThis as unknown as { getComputedStyle: (of: unknown) => { backgroundColor: string } }
      ).getComputedStyle(body);
      return backgroundColor;
    });
  };
  expect(await ground('light')).not.toBe(await ground('dark'));
});
