import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * What axe finds serious or critical on what is shown, in words: rule and element. All rules in light; dark differs
 * from it by colours only, and so do the rules that are asked there.
 */
export async function findings(page: Page): Promise<string[]> {
  await showIn(page, 'light');
  const found = await grave(page, (axe) => axe);
  await showIn(page, 'dark');
  return [...found, ...(await grave(page, (axe) => axe.withRules('color-contrast')))];
}

/** A colour on its way from one scheme to the other is nobody's: without motion, and two frames later. */
async function showIn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

async function grave(page: Page, narrowed: (axe: AxeBuilder) => AxeBuilder): Promise<string[]> {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] });
  const { violations } = await narrowed(axe).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}
