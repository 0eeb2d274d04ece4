import { expect, type Locator, type Page } from '@playwright/test';

export interface Place {
  readonly x: number;
  readonly y: number;
}

export class AnnotatePage {
  readonly stage: Locator;
  readonly history: Locator;
  readonly position: Locator;

  constructor(readonly page: Page) {
    this.stage = page.getByRole('application');
    this.history = page.getByRole('region', { name: 'History' }).getByRole('listitem');
    this.position = page.getByTestId('position');
  }

  async isShown(): Promise<void> {
    await expect(this.stage).toBeVisible();
    await expect(this.stage.locator('img')).toHaveJSProperty('complete', true);
    await expect(this.history.first()).toBeVisible();
  }

  handle(point: string): Locator {
    return this.page.locator(`[data-point=${point}] .handle`);
  }

  /** The point's row in the panel. */
  point(name: string): Locator {
    return this.page.getByRole('region', { name: 'Points' }).getByRole('button', { name });
  }

  /** Where the panel says that the point is, in pixels of the image. */
  async place(name: string): Promise<Place> {
    const match = /(-?[\d.]+), (-?[\d.]+)/.exec(await this.point(name).innerText());
    return { x: Number(match?.[1]), y: Number(match?.[2]) };
  }

  async isAt(name: string, { x, y }: Place): Promise<void> {
    await expect(this.point(name)).toContainText(`${x.toFixed(1)}, ${y.toFixed(1)}`);
  }

  /** The middle of a handle, in pixels of the window. */
  async onScreen(point: string): Promise<Place> {
    const box = (await this.handle(point).boundingBox())!;
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  /** Stage pixels for one of the image. */
  async scale(): Promise<number> {
    const transform = await this.stage
      .locator('img')
      .first()
      .evaluate((image) => image.style.transform);
    return Number(/scale\(([\d.]+)\)/.exec(transform)![1]);
  }

  /** Lets go after moving by so many image pixels. */
  async drag(point: string, dx: number, dy: number): Promise<void> {
    const from = await this.onScreen(point);
    const scale = await this.scale();
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    await this.page.mouse.move(from.x + (dx * scale) / 2, from.y + (dy * scale) / 2, { steps: 3 });
    await this.page.mouse.move(from.x + dx * scale, from.y + dy * scale, { steps: 3 });
    await this.page.mouse.up();
  }

  /** The name over an attribute's values: pressed where the number keys set them. */
  attribute(name: string): Locator {
    return this.page.getByRole('complementary').getByRole('button', { name, exact: true });
  }

  value(attribute: string, value: string): Locator {
    return this.page
      .getByRole('group', { name: attribute })
      .getByRole('button', { name: value, exact: true });
  }

  async isSet(attribute: string, value: string): Promise<void> {
    await expect(this.value(attribute, value)).toHaveAttribute('aria-pressed', 'true');
  }

  /** Everything is in the journal. */
  async isSaved(): Promise<void> {
    await expect(this.page.getByTestId('saved')).toHaveText('Saved');
  }
}
