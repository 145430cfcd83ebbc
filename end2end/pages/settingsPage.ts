import type { Locator, Page } from '@playwright/test';

import { Screen } from './screen';

/** What is decided about an article besides its text. */
export class SettingsPage extends Screen {
  readonly embargo: Locator;
  readonly reason: Locator;
  readonly address: Locator;
  readonly byline: Locator;
  /** What was done last. */
  readonly told: Locator;

  constructor(page: Page, hasScript: boolean) {
    super(page, hasScript);
    const main = page.getByRole('main');
    this.told = main.getByRole('status').filter({ hasText: /./ });
    this.embargo = main.getByLabel('Embargo until');
    this.reason = main.getByRole('textbox', { name: 'Why?' });
    this.address = main.getByRole('textbox', { name: 'Address' });
    this.byline = main.getByRole('textbox', { name: 'Byline' });
  }

  async open(slug: string): Promise<number> {
    return this.visit(`/articles/${slug}/settings`);
  }

  async press(button: string): Promise<void> {
    await this.send(this.page.getByRole('button', { name: button }));
  }
}
