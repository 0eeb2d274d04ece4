import { expect, type Locator, type Page } from '@playwright/test';

export class SettingsPage {
  readonly navigation: Locator;
  readonly values: Locator;

  constructor(readonly page: Page) {
    this.navigation = page.getByRole('navigation', { name: 'What is labelled' });
    this.values = page.getByRole('region', { name: 'Values' }).getByRole('row');
  }

  async open(): Promise<void> {
    await this.page.keyboard.press('Control+,');
    await expect(this.navigation).toBeVisible();
  }

  /** An attribute in the list, whatever its count. */
  attribute(name: string): Locator {
    return this.navigation.getByRole('button', { name: new RegExp(`^${name}`) });
  }

  async addAttribute(name: string, kind: string, values: readonly string[] = []): Promise<void> {
    await this.page.getByRole('button', { name: 'Add an attribute…' }).click();
    const dialog = this.page.getByRole('dialog', { name: 'New attribute' });
    // The keyboard begins in the name.
    await this.page.keyboard.type(name);
    await dialog.getByText(kind, { exact: true }).click();
    if (values.length > 0) await dialog.getByRole('textbox', { name: 'Values' }).fill(values.join('\n'));
    await dialog.getByRole('button', { name: 'Add attribute' }).click();
    await expect(this.page.getByRole('article', { name })).toBeVisible();
  }

  async showScheme(): Promise<void> {
    await this.navigation.getByRole('region', { name: 'Landmarks' }).getByRole('button').click();
  }

  async showImports(): Promise<void> {
    await this.navigation.getByRole('button', { name: 'Imports' }).click();
  }

  /** Chooses a file as a scheme to look at. */
  async offerScheme(name: string, content: unknown): Promise<void> {
    await this.page.locator('input[type=file]').setInputFiles({
      name,
      mimeType: 'application/json',
      buffer: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
    });
  }
}
