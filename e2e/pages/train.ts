import { expect, type Locator, type Page } from '@playwright/test';

/** The place Train: a new run on the left, the run that is looked at and all runs on the right. */
export class TrainPage {
  readonly form: Locator;
  readonly state: Locator;
  readonly facts: Locator;
  readonly runs: Locator;
  /** By which faces' numbers the runs are listed. */
  readonly measuredOn: Locator;
  /** How the heads of the run that is looked at agree. */
  readonly sharing: Locator;

  constructor(readonly page: Page) {
    this.form = page.getByRole('form', { name: 'New run' });
    this.state = page.getByRole('article').getByTestId('run-state');
    this.facts = page.getByTestId('run-facts');
    this.sharing = page
      .locator('section')
      .filter({ has: page.getByRole('heading', { name: 'What heads share' }) });
    this.measuredOn = page.getByRole('combobox', { name: 'Faces that the runs are measured on' });
    this.runs = page.getByRole('table').filter({ has: page.getByRole('columnheader', { name: 'Begun' }) });
  }

  /** Whether a head is to be trained; its attribute may have a box elsewhere in the form. */
  head(name: string): Locator {
    return this.form.getByTestId(`head-${name}`).getByRole('checkbox');
  }

  async open(): Promise<void> {
    await this.page.keyboard.press('Control+3');
    await expect(this.head('landmarks')).toBeVisible();
    for (const group of ['Input', 'Validation and more']) {
      // What was changed is there after a reload too, and counted in the group's name.
      const heading = this.form.getByRole('button', { name: new RegExp(`^${group}`) });
      if ((await heading.getAttribute('aria-expanded')) === 'false') await heading.click();
    }
  }

  field(name: string | RegExp): Locator {
    return this.form.getByRole('textbox', { name });
  }

  async set(name: string, value: string): Promise<void> {
    await this.field(new RegExp(`^${name}`)).fill(value);
    await this.field(new RegExp(`^${name}`)).press('Tab');
  }

  /** A setting's row, which says when it is not the preset's. */
  setting(name: string): Locator {
    return this.form.getByRole('group', { name, exact: true });
  }

  /** As small and quick as a training can be: what it learns does not matter. */
  async makeQuick(steps: number, checkpointEvery: number): Promise<void> {
    await this.form.getByRole('combobox', { name: 'Unit of the length' }).selectOption('steps');
    await this.set('steps', String(steps));
    await this.set('Batch', '8');
    await this.set('Input size', '32');
    await this.set('Checkpoint every', String(checkpointEvery));
  }

  async start(name: string): Promise<void> {
    await this.field('Name of the run').fill(name);
    await this.form.getByRole('button', { name: /^Start\b/ }).click();
    await expect(this.page.getByRole('article', { name: `Run ${name}` })).toBeVisible();
  }

  async isAt(state: string, timeout = 90_000): Promise<void> {
    await expect(this.state).toHaveText(state, { timeout });
  }

  /** For good: that is asked first. */
  async stop(): Promise<void> {
    await this.page.getByRole('button', { name: 'Stop', exact: true }).click();
    await this.page.getByRole('dialog').getByRole('button', { name: 'Stop for good' }).click();
  }

  /** The step that the run is shown at. */
  async step(): Promise<number> {
    const [, step] = /Step ([\d,]+)/.exec(await this.facts.innerText())!;
    return Number(step!.replaceAll(',', ''));
  }

  async reachesStep(step: number): Promise<void> {
    await expect.poll(() => this.step(), { timeout: 90_000 }).toBeGreaterThanOrEqual(step);
  }

  /** The chart's numbers, from the table behind it: a row a step. */
  async lossRows(): Promise<Locator> {
    const chart = this.page.getByRole('figure', { name: 'Loss by head' });
    const show = chart.getByRole('button', { name: 'Show as table' });
    // Right after a reload there is neither chart nor table yet.
    await expect(show.or(chart.locator('tbody'))).toBeVisible();
    if (await show.isVisible()) await show.click();
    // By element: asking a table of hundreds of rows for roles takes seconds.
    return chart.locator('tbody tr');
  }

  run(name: string): Locator {
    return this.runs.getByRole('row').filter({ has: this.page.getByRole('button', { name, exact: true }) });
  }
}
