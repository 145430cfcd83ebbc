import type { Locator, Page } from '@playwright/test';

/** Waits until the page answers to the person in front of it. */
export async function hydrated(page: Page): Promise<void> {
  await page.locator('html[data-hydrated="1"]').waitFor({ state: 'attached' });
}

/** What all pages have in common. Pages hold locators and gestures, and never judge. */
export class Screen {
  readonly heading: Locator;
  readonly alert: Locator;
  /** What the page says by itself, at its lower edge. */
  readonly edge: Locator;

  constructor(
    readonly page: Page,
    private readonly hasScript: boolean,
  ) {
    this.heading = page.getByRole('main').getByRole('heading', { level: 1 });
    this.alert = page.getByRole('main').getByRole('alert');
    this.edge = page.locator('#told');
  }

  /** Opens the page at that path; gives back its status. */
  async visit(path: string): Promise<number> {
    const response = await this.page.goto(path);
    await this.ready();
    return response?.status() ?? 0;
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /** Makes a gesture that has the browser load a page. */
  async leadOn(gesture: () => Promise<unknown>): Promise<void> {
    const loaded = this.page.waitForEvent('load');
    await gesture();
    await loaded;
    await this.ready();
  }

  /** Sends a form, which the page does itself where its script runs. */
  protected async send(button: Locator): Promise<void> {
    await (this.hasScript ? button.click() : this.leadOn(() => button.click()));
  }

  private async ready(): Promise<void> {
    if (this.hasScript) {
      await hydrated(this.page);
    }
  }
}
