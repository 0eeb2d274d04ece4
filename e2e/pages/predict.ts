import { expect, type Locator, type Page } from '@playwright/test';

export class PredictPage {
  readonly grid: Locator;
  readonly cells: Locator;
  readonly details: Locator;
  readonly sets: Locator;
  readonly path: Locator;
  readonly start: Locator;

  constructor(readonly page: Page) {
    this.grid = page.getByRole('grid');
    this.cells = this.grid.getByRole('gridcell');
    this.details = page.getByRole('complementary', { name: 'One result' });
    this.sets = page.getByRole('list', { name: 'Predictions' }).getByRole('listitem');
    this.path = page.getByRole('textbox', { name: 'Folder or photo' });
    this.start = page.locator('form').getByRole('button', { name: 'Predict' });
  }

  /** By its key, from wherever one is. */
  async go(): Promise<void> {
    await this.page.keyboard.press('Control+5');
    await expect(this.page.getByRole('complementary', { name: 'What is predicted on' })).toBeVisible();
  }

  /** Faces are looked for unless each photo counts as one. */
  async predictOn(folder: string, faces: 'Find them' | 'Whole photo' = 'Whole photo'): Promise<void> {
    await this.path.fill(folder);
    await this.command(faces).click();
    await this.start.click();
  }

  /** The engine has to start for the first one. */
  async isDone(text: string | RegExp, timeout = 90_000): Promise<void> {
    await expect(this.page.getByRole('status').filter({ hasText: text }).first()).toBeVisible({ timeout });
  }

  /** How many faces the grid has, `12 of 60 faces` or `60 faces`. */
  async counts(text: string): Promise<void> {
    await expect(this.page.getByRole('status').getByText(text, { exact: true })).toBeVisible();
  }

  value(head: string, value: string): Locator {
    return this.page
      .getByRole('region', { name: head, exact: true })
      .getByRole('button', { name: new RegExp(`^${value}`) });
  }

  async valueCount(head: string, value: string): Promise<number> {
    return Number((await this.value(head, value).innerText()).match(/\d+$/m)?.[0]);
  }

  /** What a cell is read out as: its photo's name, then each head's word. */
  async label(index: number): Promise<string> {
    const cell = this.page.locator(`#result-${index}`);
    await expect(cell).toContainText('%');
    return (await cell.innerText()).replace(/\s+/g, ' ').trim();
  }

  command(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }
}

/** Drops files and folders of the disk on the window, as a hand would. */
export async function dropFiles(page: Page, files: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const at = { x: 900, y: 450, data: { items: [], files: [...files], dragOperationsMask: 1 } };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, ...at });
  }
  await session.detach();
}
