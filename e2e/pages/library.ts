import { expect, type Locator, type Page } from '@playwright/test';

export class LibraryPage {
  readonly grid: Locator;
  readonly cells: Locator;
  readonly selected: Locator;

  constructor(readonly page: Page) {
    this.grid = page.getByRole('grid');
    this.cells = this.grid.getByRole('gridcell');
    this.selected = this.grid.getByRole('gridcell', { selected: true });
  }

  async isShown(): Promise<void> {
    await expect(this.cells.first().locator('img')).toBeVisible();
  }

  cell(index: number): Locator {
    return this.page.locator(`#tile-${index}`);
  }

  async openFace(index: number): Promise<void> {
    await this.cell(index).dblclick();
  }

  /** A value of a facet, whatever its count. */
  facet(section: string, value: string): Locator {
    return this.page
      .getByRole('region', { name: section, exact: true })
      .getByRole('button', { name: new RegExp(`^${value}`) });
  }

  async facetCount(section: string, value: string): Promise<number> {
    return Number((await this.facet(section, value).innerText()).match(/\d+/)?.[0]);
  }

  /** Names of the faces in the first tiles, in the grid's order; waits for those that are on their way. */
  async names(count: number): Promise<string[]> {
    const labels = await Promise.all(
      Array.from({ length: count }, async (_, index) => {
        await expect(this.cell(index)).not.toHaveAttribute('aria-label', 'loading');
        return this.cell(index).getAttribute('aria-label');
      }),
    );
    return labels.map((label) => label!.split(',')[0]!);
  }

  /** `12 of 60 faces`, `60 faces, 3 selected`. */
  async counts(text: string | RegExp): Promise<void> {
    await expect(this.page.getByRole('status').filter({ hasText: text }).first()).toBeVisible();
  }
}
