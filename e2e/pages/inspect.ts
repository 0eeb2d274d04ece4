import { expect, type Locator, type Page } from '@playwright/test';

export class InspectPage {
  readonly heads: Locator;
  readonly mistakes: Locator;
  /** What has happened since the evaluation. */
  readonly stale: Locator;

  constructor(readonly page: Page) {
    this.heads = page.getByRole('navigation', { name: 'Heads' });
    // A head of points has no mistakes, but faces that it is off by more or less.
    const list = page.getByRole('listbox', { name: /^(Mistakes|All faces, worst first)$/ });
    this.mistakes = list.getByRole('option');
    this.stale = page.getByTestId('stale');
  }

  async open(): Promise<void> {
    await this.page.keyboard.press('Control+4');
  }

  /** Evaluates on the offered split while there is no evaluation yet. */
  async evaluateFirst(): Promise<void> {
    await this.page.getByRole('button', { name: 'Evaluate on Test' }).click();
    await expect(this.heads).toBeVisible({ timeout: 90_000 });
  }

  /** How the run was trained, or what its heads share. */
  async look(at: 'How it was trained' | 'What its heads share, and studies'): Promise<void> {
    await this.page.getByRole('navigation', { name: 'The run' }).getByRole('button', { name: at }).click();
  }

  async show(head: string): Promise<void> {
    await this.heads.getByRole('button', { name: new RegExp(`^${head}`) }).click();
    await expect(this.page.getByRole('heading', { name: head, exact: true })).toBeVisible();
  }

  card(title: string): Locator {
    return this.page.getByRole('region', { name: title, exact: true });
  }

  /** Cells of the confusion table that open faces, with how many. */
  async fullestCell(): Promise<{ readonly cell: Locator; readonly faces: number }> {
    const cells = this.card('Confusion').getByRole('button', { name: /^Labelled .*, predicted .*: [1-9]/ });
    await expect(cells.first()).toBeVisible();
    const labels = await Promise.all(
      (await cells.all()).map((cell) => cell.locator('.sr-only').textContent()),
    );
    const faces = labels.map((label) => countIn(label!));
    const most = faces.indexOf(Math.max(...faces));
    return { cell: cells.nth(most), faces: faces[most]! };
  }

  async mistakeCount(): Promise<number> {
    return Number(await this.page.getByTestId('mistakes').innerText());
  }
}

/** The faces that a button says it opens. */
export function countIn(label: string): number {
  return Number(/(\d+) faces?/.exec(label)?.[1]);
}
