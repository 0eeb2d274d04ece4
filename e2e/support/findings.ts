import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * What axe finds serious or critical on what is shown, in words: rule and element. All rules in light; dark differs
 * from it by colours only, and so do the rules that are asked there.
 */
export async function findings(page: Page): Promise<string[]> {
  await lookAt(page, 'light');
  const found = await grave(page, (axe) => axe);
  await lookAt(page, 'dark');
  return [...found, ...(await grave(page, (axe) => axe.withRules('color-contrast')))];
}

/** Colours that are still on their way from the other theme are nobody's: without motion, and two frames later. */
async function lookAt(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const changing = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(changing.map(({ finished }) => finished));
  });
}

async function grave(page: Page, narrowed: (axe: AxeBuilder) => AxeBuilder): Promise<string[]> {
  // The legacy mode puts findings together in the page itself, which has no frames, and not in a blank one each time.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
  const { violations } = await narrowed(axe).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}
