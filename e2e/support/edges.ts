import type { Page } from '@playwright/test';

/**
 * What lies to the right of the window, where nobody gets to: the page itself if it is too wide, and every control that
 * no scrolling brings back.
 */
export function beyondTheEdge(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const pages = [document.documentElement, document.querySelector('#app')!];
    const tooWide = pages
      .filter((element) => Math.max(element.scrollWidth, element.getBoundingClientRect().width) > innerWidth)
      .map((element) => `${element.id || 'page'}: ${element.scrollWidth} px wide`);
    const canScroll = (element: Element): boolean =>
      element.scrollWidth > element.clientWidth &&
      /auto|scroll/.test(getComputedStyle(element).overflowX) &&
      element.getBoundingClientRect().right <= innerWidth;
    const isReachable = (control: Element): boolean => {
      for (let around = control.parentElement; around; around = around.parentElement) {
        if (canScroll(around)) return true;
      }
      return false;
    };
    const controls = [...document.querySelectorAll('button, input, [role="slider"]')]
      .filter((control) => control.getBoundingClientRect().right > innerWidth && !isReachable(control))
      .map((control) => control.getAttribute('aria-label') ?? control.textContent.trim());
    return [...tooWide, ...controls];
  });
}
